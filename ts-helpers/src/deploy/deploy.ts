import type {DeployRequest} from './gather/request.ts';
import {type DeployPlan, type DeployStep, planDeploy} from './plan.ts';
import {refuseSuperseded} from '../project/release.ts';
import type {StageResult, Warning} from '../result/result.ts';
import type {SentryPlan} from '../sentry/plan.ts';
import {isStop, UserError, warningOf} from '../errors/userError.ts';
import {type Bearing, carryOut} from '../run/carryOut.ts';
import {namingFiles} from '../services/naming.ts';
import {deedsOf, type ActNeeds} from './act.ts';
import {gather, type Gathered, type GatherNeeds} from './gather.ts';
import {keepJournal, tellOfKilled} from './act/journal.ts';
import {createLeaving} from './act/leaving.ts';
import {tellingWhatIsLeft} from './act/left.ts';
import {refuseLosses} from './act/mirror.ts';
import {isOutdated, prepare, type Prepared} from './gather/prepare.ts';
import {NotTold, planTracking, trackErrors, type TrackingNeeds} from './act/tracking.ts';
import {namingWhatIsGone} from './act/stillNamed.ts';
import {takeTurn, type TurnNeeds} from './act/turn.ts';
import {witnessingHang} from '../services/hang.ts';
import {blamingMachine} from '../services/machine.ts';
import {warn} from '../run/warn.ts';

export type DeployNeeds = GatherNeeds &
  ActNeeds &
  TurnNeeds &
  TrackingNeeds & {
    /** Ends all that is under way: a step has reached its limit. */
    end(reason: UserError): void;
  };

export type DeployOutcome = Pick<StageResult, 'outcome' | 'urls' | 'composeProject' | 'warnings'>;

export type PlannedDeploy = DeployPlan & {sentry?: SentryPlan};

/** What `deploy` would do, without doing it, in Sentry too. */
export const planOnly = async (
  request: DeployRequest,
  needs: GatherNeeds & TrackingNeeds,
): Promise<PlannedDeploy> => {
  refuseTakeOverInJenkins(request);
  return within(prepare(request, needs), needs, async prepared => {
    const {facts, folder, planned, warnings} = await gather(prepared, needs);
    for (const warning of warnings) warn(needs.voice, warning);
    const plan = planDeploy(facts);
    await refuseLosses(folder, planned);
    const sentry = request.isTracked ? await planTracking(request, needs) : undefined;
    return {...plan, ...(sentry && {sentry})};
  });
};

/**
 * Brings a version of the project up in an environment of this host. It counts once every service is healthy and
 * every published address answers. Throws what stands in the way; the catalogue says which errors leave what behind.
 */
export const deploy = async (request: DeployRequest, needs: DeployNeeds): Promise<DeployOutcome> => {
  refuseTakeOverInJenkins(request);
  await removeAbandoned(needs);
  // Before waiting, so that what is wrong with the project is told at once.
  return within(prepare(request, needs), needs, async prepared => {
    const turn = await takeTurn(request, needs, prepared);
    try {
      if (!turn.hasWaited && !(await isOutdated(prepared))) return await deployNow(prepared, needs);
      return await within(prepare(request, needs), needs, anew => deployNow(anew, needs));
    } finally {
      await turn.release();
    }
  });
};

/** While other deploys of the project and environment are locked out of this host. */
const deployNow = async (prepared: Prepared, needs: DeployNeeds): Promise<DeployOutcome> => {
  await tellOfKilled(prepared.folder, needs.voice);
  const gathered = await gather(prepared, needs);
  const {request, facts, folder, planned} = gathered;
  refuseSuperseded(facts.release, facts.previous);
  const plan = planDeploy(facts);
  await refuseLosses(folder, planned);
  const {warnings} = gathered;
  for (const warning of warnings) warn(needs.voice, warning);
  const tracking = request.isTracked ? trackErrors(request, gathered, needs) : undefined;
  const leaving = createLeaving(facts, needs);
  const deeds = deedsOf(gathered, {...needs, tracking, leaving});
  const progress: Progress = {};
  await carryOut(
    plan.steps,
    step => {
      progress.step = step.name;
      return deeds[step.name](step);
    },
    {
      voice: needs.voice,
      keeping: keepJournal(plan, {folder, who: request.who}, needs),
      undo: ({containers}) => leaving.bringBack(containers),
      end: needs.end,
      bear: ({name}, error) => (name === 'track' ? bearUntold(error, warnings, needs) : 'fail'),
      explaining: explaining(gathered, progress, needs),
    },
  );
  needs.voice.info(`To look at it: docker compose -p ${facts.composeProject} ps`);
  const all = [...warnings, ...(tracking?.warnings ?? [])];
  return {
    outcome: 'passed',
    composeProject: facts.composeProject,
    urls: facts.probes.map(({url}) => url),
    ...(all.length > 0 && {warnings: all}),
  };
};

/** A warning says why, and the deploy counts all the same. */
const bearUntold = (error: unknown, warnings: Warning[], {voice}: Pick<DeployNeeds, 'voice'>): Bearing => {
  if (error instanceof NotTold) return 'go on';
  if (!isStop(error)) return 'fail';
  warnings.push(warningOf(error));
  warn(voice, warningOf(error));
  return 'go on';
};

interface Progress {
  /** The step under way. */
  step?: DeployStep['name'];
}

/** What of this machine, its containers and the project's files says of a failure. */
const explaining = (gathered: Gathered, progress: Progress, needs: DeployNeeds) => {
  const {facts, began, sources, request} = gathered;
  const hanging = {composeProject: facts.composeProject, facts, began};
  const named = {...facts, sources, workspace: request.project.workspace};
  return (work: () => Promise<void>): Promise<void> =>
    tellingWhatIsLeft({facts, step: () => progress.step}, needs.docker, () =>
      namingWhatIsGone(gathered, needs.files, () =>
        namingFiles(named, needs.files, () =>
          witnessingHang(hanging, needs.docker, () => blamingMachine(needs, work)),
        ),
      ),
    );
};

const refuseTakeOverInJenkins = ({takesOver, project: {build}, environment}: DeployRequest): void => {
  if (!takesOver || build.job === undefined) return;
  throw new UserError(
    'BAD_ARGUMENT',
    'A build in Jenkins does not take over what belongs to another project.',
    {
      where: '--take-over',
      remedy: `Do it by hand, on the host, in a clone of the project: countable deploy ${environment} --take-over`,
    },
  );
};

/** What runs that were killed have left in the temporary folder. */
const removeAbandoned = async ({files, voice}: Pick<DeployNeeds, 'files' | 'voice'>): Promise<void> => {
  for (const folder of await files.removeAbandoned()) voice.detail(`${folder} cannot be removed.`);
};

/** Temporary files of preparing live as long as they are needed, and no longer. */
const within = async <T>(
  preparing: Promise<Prepared>,
  {files}: Pick<GatherNeeds, 'files'>,
  work: (prepared: Prepared) => Promise<T>,
): Promise<T> => {
  const prepared = await preparing;
  try {
    return await work(prepared);
  } finally {
    await files.remove(prepared.temporary);
  }
};
