import {type DeployPlan, type DeployStep, planDeploy} from '../domain/deploy.ts';
import {isSuperseded} from '../domain/release.ts';
import type {StageResult} from '../domain/result.ts';
import type {SentryPlan} from '../domain/sentry.ts';
import {namingFiles} from './evidence.ts';
import {carryOut, type ActNeeds} from './deploy/act.ts';
import {gather, type GatherNeeds, type Gathered} from './deploy/gather.ts';
import {planTracking, trackErrors, type TrackingNeeds} from './deploy/tracking.ts';
import {takeTurn, type TurnNeeds} from './deploy/turn.ts';
import {blamingMachine} from './machine.ts';
import type {Project} from './project.ts';

export type DeployNeeds = GatherNeeds & ActNeeds & TurnNeeds & TrackingNeeds;

export interface DeployRequest {
  project: Project;
  environment: string;
  /** Path of the secret file that becomes `.env`. */
  secretFile?: string | undefined;
  /** Who deploys, as a waiting deploy tells it. */
  who: string;
  /** Name or address under which published ports of the Docker host are reached. */
  dockerHost: string;
  /** Whether errors of this environment go to Sentry. */
  isTracked: boolean;
}

export type DeployOutcome = Pick<StageResult, 'outcome' | 'urls' | 'composeProject' | 'warnings'>;

/** What `deploy` would do, without doing it, in Sentry too. */
export const planOnly = async (
  request: DeployRequest,
  needs: GatherNeeds & TrackingNeeds,
): Promise<DeployPlan & {sentry?: SentryPlan}> =>
  within(await gather(request, needs), needs, async ({facts}) => {
    const sentry = request.isTracked ? await planTracking(request, needs) : undefined;
    return {...planDeploy(facts), ...(sentry && {sentry})};
  });

/**
 * Brings a version of the project up in an environment of this host. It counts once every service is healthy and
 * every published address answers. Throws what stands in the way; the catalogue says which errors leave what behind.
 */
export const deploy = async (request: DeployRequest, needs: DeployNeeds): Promise<DeployOutcome> =>
  within(await gather(request, needs), needs, async gathered => {
    const {facts, folder} = gathered;
    const plan = planDeploy(facts);
    const turn = await takeTurn(request, needs, folder.state);
    try {
      const live = (await folder.record())?.release;
      if (isSuperseded(facts.release, live)) {
        needs.report.warn(`Not deployed: build #${live?.buildNumber} is newer, and deployed already.`);
        return {outcome: 'superseded', composeProject: facts.composeProject};
      }
      const tracking = request.isTracked ? trackErrors(request, gathered, needs) : undefined;
      const deeds = carryOut(request, gathered, {...needs, tracking});
      const act = async () => {
        for (const step of plan.steps) await needs.report.step(step.does, deeds[step.name]);
      };
      await namingFiles(facts, () => blamingMachine(needs, act));
      return {
        outcome: 'passed',
        composeProject: facts.composeProject,
        urls: facts.probes.map(({url}) => url),
        ...(tracking && tracking.warnings.length > 0 && {warnings: tracking.warnings}),
      };
    } finally {
      await turn.release();
    }
  });

export type Deeds = Record<DeployStep['name'], () => Promise<void>>;

/** Temporary files of gathering live as long as they are needed, and no longer. */
const within = async <T>(
  gathered: Gathered,
  {files}: Pick<GatherNeeds, 'files'>,
  work: (gathered: Gathered) => Promise<T>,
): Promise<T> => {
  try {
    return await work(gathered);
  } finally {
    await files.remove(gathered.temporary);
  }
};
