import {type DeployFacts, planDeploy, type DeployStep} from '../plan.ts';
import type {StageResult, Warning} from '../../result/result.ts';
import {isStop, type UserError, warningOf} from '../../errors/userError.ts';
import {type Bearing, carryOut} from '../../run/carryOut.ts';
import {namingFiles} from '../../services/naming.ts';
import {type ActNeeds, deedsOf} from './deeds.ts';
import type {Gathered, GatherNeeds} from '../gather.ts';
import {keepJournal} from './journal.ts';
import {createLeaving} from './leaving.ts';
import {createRolling} from './roll.ts';
import {sayDone, sayPlanned, tellPlanned} from './saying.ts';
import {tellingWhatIsLeft} from './left.ts';
import {refuseLosses} from './mirror.ts';
import {urlsOf} from './sites.ts';
import {NotTold, trackErrors, type TrackingNeeds} from './tracking.ts';
import {noteRemains} from './failedLogs.ts';
import {namingWhatIsGone} from './stillNamed.ts';
import {createUndoing} from './undoing.ts';
import {witnessingHang} from '../../services/hang.ts';
import {blamingMachine} from '../../services/machine.ts';
import {warn} from '../../run/warn.ts';

export type BringInNeeds = GatherNeeds &
  ActNeeds &
  TrackingNeeds & {
    /** Ends all that is under way: a step has reached its limit. */
    end(reason: UserError): void;
    /** The same needs for what follows a failure: what ended the deploy does not end it. */
    afterwards(): BringInNeeds;
  };

export type DeployOutcome = Pick<StageResult, 'outcome' | 'urls' | 'composeProject' | 'changes' | 'warnings'>;

/** Brings a release up, from the workspace or as it was kept, and what was before back where it does not come up. */
export const bringIn = async (gathered: Gathered, needs: BringInNeeds): Promise<DeployOutcome> => {
  const {request, facts, folder, planned} = gathered;
  const plan = planDeploy(facts);
  await refuseLosses(folder, planned);
  const warnings = [...gathered.warnings];
  for (const warning of warnings) warn(needs.voice, warning);
  const tracking = request.isTracked ? trackErrors(request, gathered, needs) : undefined;
  const leaving = createLeaving(facts, needs);
  const rolling = createRolling(gathered, needs);
  const {deed, became} = deedsOf(gathered, plan.steps, {...needs, tracking, leaving, rolling});
  sayPlanned(plan, needs);
  const progress: Progress = {};
  const undoing = createUndoing({gathered, progress, leaving, rolling}, needs, back =>
    bringIn(back, needs.afterwards()),
  );
  try {
    await carryOut(
      plan.steps,
      step => {
        progress.step = step.id;
        return deed(step);
      },
      {
        voice: needs.voice,
        keeping: keepJournal(plan, {folder, who: request.who}, needs),
        undo: undoing.undo,
        end: needs.end,
        bear({id}, error) {
          if (id === 'clean') return 'go on';
          return id === 'track' ? bearUntold(error, warnings, needs) : 'fail';
        },
        explaining: explaining(gathered, progress, needs),
      },
    );
  } catch (error) {
    undoing.tell(error);
    tellPlanned(plan, error);
    throw error;
  }
  const changes = sayDone(facts, became(), needs);
  needs.voice.info(lookingAt(facts));
  const all = [...warnings, ...(tracking?.warnings ?? [])];
  return {
    outcome: 'passed',
    composeProject: facts.composeProject,
    urls: await urlsOf(gathered, needs),
    changes,
    ...(all.length > 0 && {warnings: all}),
  };
};

const lookingAt = ({swarm, composeProject}: DeployFacts): string =>
  `To look at it: ${swarm ? `docker stack ps ${composeProject}` : `docker compose -p ${composeProject} ps`}`;

/** A warning says why, and the deploy counts all the same. */
const bearUntold = (error: unknown, warnings: Warning[], {voice}: Pick<BringInNeeds, 'voice'>): Bearing => {
  if (error instanceof NotTold) return 'go on';
  if (!isStop(error)) return 'fail';
  warnings.push(warningOf(error));
  warn(voice, warningOf(error));
  return 'go on';
};

export interface Progress {
  /** The step under way. */
  step?: DeployStep['id'];
  /** What ended it. */
  error?: unknown;
}

/** What of this machine, its containers and the project's files says of a failure. */
const explaining = (gathered: Gathered, progress: Progress, needs: BringInNeeds) => {
  const {facts, began, sources, request} = gathered;
  const hanging = {composeProject: facts.composeProject, facts, began};
  const named = {...facts, sources, workspace: request.project.workspace};
  const explained = (work: () => Promise<void>): Promise<void> =>
    tellingWhatIsLeft({facts, step: () => progress.step}, needs.docker, () =>
      namingWhatIsGone(gathered, needs.files, () =>
        namingFiles(named, needs.files, () =>
          witnessingHang(hanging, needs.docker, () => blamingMachine(needs, work)),
        ),
      ),
    );
  return async (work: () => Promise<void>): Promise<void> => {
    try {
      await explained(work);
    } catch (error) {
      progress.error = error;
      const {docker} = needs.afterwards();
      await noteRemains({...gathered, step: progress.step}, error, {...needs, docker});
      throw error;
    }
  };
};
