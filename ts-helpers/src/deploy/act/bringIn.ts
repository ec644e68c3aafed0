import {commandFailure} from '../../causes/commandFailure.ts';
import {type DeployFacts, type DeployPlan, planDeploy} from '../plan.ts';
import {goingBack, stopping} from '../plan/returning.ts';
import type {DeployUndo} from '../plan/steps.ts';
import type {StageResult, Warning} from '../../result/result.ts';
import {CommandFailed, isStop, type UserError, warningOf} from '../../errors/userError.ts';
import {type Bearing, carryOut} from '../../run/carryOut.ts';
import {namingFiles} from '../../services/naming.ts';
import {type ActNeeds, deedsOf} from './deeds.ts';
import type {Gathered, GatherNeeds} from '../gather.ts';
import {keepJournal} from './journal.ts';
import {createLeaving} from './leaving.ts';
import {createRolling} from './roll.ts';
import {sayDone, sayPlanned, tellPlanned, timesIn} from './saying.ts';
import {refuseLosses} from './mirror.ts';
import {urlsOf} from './sites.ts';
import {NotTold, trackErrors, type TrackingNeeds} from './tracking.ts';
import {noteRemains} from './failedLogs.ts';
import {namingWhatIsGone} from './stillNamed.ts';
import {namingWhatWent} from './whatWent.ts';
import {createUndoing, type Progress} from './undoing.ts';
import {createWitness, type Witness} from './witness.ts';
import {witnessingHang} from '../../services/hang.ts';
import {blamingMachine} from '../../services/machine.ts';
import type {Held} from '../../run/held.ts';
import {warn} from '../../run/warn.ts';

export type BringInNeeds = GatherNeeds &
  ActNeeds &
  TrackingNeeds & {
    /** Ends all that is under way: a step has reached its limit. */
    end(reason: UserError): void;
    /** The same needs for what follows a failure: what ended the deploy does not end it. */
    afterwards(): BringInNeeds;
    /** Who is signalled meanwhile says so. */
    hold(held: Held): () => void;
  };

export type DeployOutcome = Pick<StageResult, 'outcome' | 'urls' | 'composeProject' | 'changes' | 'warnings'>;

/** Brings a release up, from the workspace or as it was kept, and what was before back where it does not come up. */
export const bringIn = async (gathered: Gathered, needs: BringInNeeds): Promise<DeployOutcome> =>
  (await bringInTimed(gathered, needs)).outcome;

const bringInTimed = async (
  gathered: Gathered,
  needs: BringInNeeds,
  before?: Witness,
): Promise<BroughtIn> => {
  const {request, facts, folder, planned} = gathered;
  const plan = planDeploy(facts);
  await refuseLosses(folder, planned);
  const warnings = [...gathered.warnings];
  for (const warning of warnings) warn(needs.voice, warning);
  const tracking = request.isTracked ? trackErrors(request, gathered, needs) : undefined;
  const leaving = createLeaving(facts, needs);
  const rolling = createRolling(gathered, needs);
  const witness = createWitness(gathered, {steps: plan.steps, before}, needs);
  const deeds = deedsOf(gathered, plan.steps, {...needs, tracking, leaving, rolling, witness});
  sayPlanned(plan, needs);
  const progress: Progress = {};
  const undoing = createUndoing(
    {gathered, progress, leaving, rolling},
    needs,
    async back => (await bringInTimed(back, needs.afterwards(), witness)).times,
  );
  const carrying = {gathered, progress, warnings, plan, deeds, undo: undoing.undo};
  const letGo = facts.before === undefined ? needs.hold(heldBy(facts, progress)) : () => undefined;
  try {
    await carryOutPlan(carrying, needs);
  } catch (error) {
    await undoing.tell(error);
    tellPlanned(plan, error);
    throw error;
  } finally {
    letGo();
    witness.end();
  }
  const became = deeds.became();
  const changes = sayDone(facts, became, needs);
  needs.voice.info(lookingAt(facts));
  const all = [...warnings, ...(tracking?.warnings ?? [])];
  const outcome: DeployOutcome = {
    outcome: 'passed',
    composeProject: facts.composeProject,
    urls: await urlsOf(gathered, needs),
    changes,
    ...(all.length > 0 && {warnings: all}),
  };
  return {outcome, times: timesIn(facts, became.away)};
};

interface BroughtIn {
  outcome: DeployOutcome;
  /** For how long services were away, in a clause each. */
  times: readonly string[];
}

interface Carrying {
  gathered: Gathered;
  progress: Progress;
  warnings: Warning[];
  plan: DeployPlan;
  deeds: ReturnType<typeof deedsOf>;
  undo(one: DeployUndo): Promise<void>;
}

const carryOutPlan = (
  {gathered, progress, warnings, plan, deeds, undo}: Carrying,
  needs: BringInNeeds,
): Promise<unknown> =>
  carryOut(
    plan.steps,
    step => {
      progress.step = step.id;
      return deeds.deed(step);
    },
    {
      voice: needs.voice,
      words: deeds.words,
      keeping: keepJournal(plan, {folder: gathered.folder, who: gathered.request.who}, needs),
      undo,
      end: needs.end,
      bear({id}, error) {
        if (id === 'clean') return 'go on';
        return id === 'track' ? bearUntold(error, warnings, needs) : 'fail';
      },
      explaining: explaining(gathered, progress, needs),
    },
  );

/** A return is held by the deploy that it follows. */
const heldBy = (facts: DeployFacts, progress: Progress): Held => {
  const words = () => (progress.back === undefined ? stopping(facts) : goingBack(facts, progress.back));
  return {stopping: again => words().stopping(again), left: () => words().left()};
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

/** What of this machine, its containers and the project's files says of a failure. */
const explaining = (gathered: Gathered, progress: Progress, needs: BringInNeeds) => {
  const {facts, began, sources, request} = gathered;
  const hanging = {composeProject: facts.composeProject, facts, began};
  const named = {...facts, sources, workspace: request.project.workspace};
  const explained = (work: () => Promise<void>): Promise<void> =>
    namingWhatIsGone({...gathered, step: () => progress.step}, needs.files, () =>
      namingFiles(named, needs.files, () =>
        witnessingHang(hanging, needs.docker, () =>
          namingWhatWent(gathered, needs, () => blamingMachine(needs, work)),
        ),
      ),
    );
  return async (work: () => Promise<void>): Promise<void> => {
    try {
      await explained(work);
    } catch (thrown) {
      // What becomes of the deploy is told with it.
      const error = thrown instanceof CommandFailed ? commandFailure(thrown) : thrown;
      progress.error = error;
      const {docker} = needs.afterwards();
      await noteRemains({...gathered, step: progress.step}, error, {...needs, docker});
      throw error;
    }
  };
};
