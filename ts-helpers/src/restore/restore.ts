import {type Place, takeTurn, type TurnNeeds} from '../deploy/turn.ts';
import {UserError} from '../errors/userError.ts';
import type {RestoreOutcome} from '../result/restore.ts';
import {alone} from '../run/alone.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import {deployedName} from '../workspace/deployedName.ts';
import type {Journals, RestoreJournal} from './act/journal.ts';
import {deedsOf} from './act/deeds.ts';
import type {LoadNeeds} from './act/load.ts';
import {mendKilled} from './act/mending.ts';
import {goOnAnyhow, standStill} from './act/order.ts';
import {outcomeOf} from './outcome.ts';
import {inPlaces} from './act/places.ts';
import {gatherHere, gatherRestore, type RestoreGatherNeeds, type RestoreRequest} from './gather.ts';
import {
  planRestore,
  planUndo,
  type RestoreFacts,
  type RestorePlan,
  type RestoreStep,
  type Swap,
  type UndoPlan,
} from './plan.ts';

export type {RestoreRequest} from './gather.ts';

export interface RestoreNeeds
  extends
    Omit<
      RestoreGatherNeeds,
      'docker' | 'voice' | 'store' | 'clock' | 'pipes' | 'folderOf' | 'compose' | 'files'
    >,
    Omit<LoadNeeds, 'clock' | 'store' | 'voice' | 'docker' | 'compose' | 'files'>,
    TurnNeeds {
  docker: RestoreGatherNeeds['docker'] & LoadNeeds['docker'];
  compose: RestoreGatherNeeds['compose'] & LoadNeeds['compose'];
  files: RestoreGatherNeeds['files'] & LoadNeeds['files'];
  store: RestoreGatherNeeds['store'] & LoadNeeds['store'];
  voice: Voice;
  journalsOf(composeProject: string): Journals;
  lockOf(composeProject: string): string;
  folderOf(composeProject: string): ReturnType<RestoreGatherNeeds['folderOf']> & Place['folder'];
  end?: ((reason: UserError) => void) | undefined;
}

export const planOnly = async (
  request: RestoreRequest,
  needs: RestoreGatherNeeds & Pick<RestoreNeeds, 'journalsOf'>,
): Promise<RestorePlan | UndoPlan> =>
  request.isUndo ? undoOf(request, needs) : planRestore(await gatherRestore(request, needs));

/**
 * Throws LOCK_HELD while another one is under way on this host, and RESTORE_UNCONFIRMED. It waits for a deploy and a backup, and
 * they for it: containers stay those that it stops and starts.
 */
export const restore = (request: RestoreRequest, needs: RestoreNeeds): Promise<RestoreOutcome> => {
  const {project, environment, who} = request;
  const composeProject = deployedName(project, environment);
  const taken = 'Another restore of it is under way';
  return alone({file: needs.lockOf(composeProject), who, taken, where: composeProject}, needs, async () => {
    const place = {composeProject, folder: needs.folderOf(composeProject)};
    const minutes = project.settings.timeouts.backup;
    const turn = await takeTurn({...request, does: 'restoring', minutes}, needs, place);
    try {
      return await inTurn(request, composeProject, needs);
    } finally {
      await turn.release();
    }
  });
};

const inTurn = async (
  request: RestoreRequest,
  composeProject: string,
  needs: RestoreNeeds,
): Promise<RestoreOutcome> => {
  const journals = needs.journalsOf(composeProject);
  await mendKilled(composeProject, journals, needs);
  if (request.isUndo) {
    const plan = await undoOf(request, needs);
    return carriedOut({plan, facts: undefined, composeProject}, journals, {request, needs});
  }
  const facts = await gatherRestore(request, needs);
  const plan = planRestore(facts);
  for (const warning of plan.warnings) needs.voice.warn(warning);
  return carriedOut({plan, facts, composeProject}, journals, {request, needs});
};

/** Throws NOTHING_TO_UNDO. */
const undoOf = async (
  {project, environment}: RestoreRequest,
  needs: RestoreGatherNeeds & Pick<RestoreNeeds, 'journalsOf'>,
): Promise<UndoPlan & Pick<RestoreJournal, 'source'>> => {
  const facts = await gatherHere(project, environment, needs);
  const journal = await needs.journalsOf(facts.composeProject).read();
  if (journal?.phase !== 'done')
    throw new UserError(
      'NOTHING_TO_UNDO',
      `No restore of ${facts.composeProject} is kept here that could be undone.`,
      {
        where: facts.composeProject,
      },
    );
  return {...planUndo(journal, facts), source: journal.source};
};

interface Carried {
  plan: Swap & {steps: readonly RestoreStep[]} & Pick<RestoreJournal, 'stamp' | 'source'>;
  /** Undefined where a restore is undone: nothing is loaded. */
  facts: RestoreFacts | undefined;
  composeProject: string;
}

const carriedOut = async (
  {plan, facts, composeProject}: Carried,
  journals: Journals,
  {request, needs}: {request: RestoreRequest; needs: RestoreNeeds},
): Promise<RestoreOutcome> => {
  const {servers, folders, stops, stamp, source} = plan;
  const {voice, clock, end} = needs;
  const previous = await journals.read();
  const note = (phase: RestoreJournal['phase']) =>
    journals.write({servers, folders, stops, stamp, source: {bucket: source.bucket, key: source.key}, phase});
  const begun = clock.elapsed();
  const times = {loaded: begun, stopped: begun, up: begun};
  const {minutes} = request.project.settings.health;
  return inPlaces(plan, {composeProject, needs}, async places => {
    const deeds = deedsOf({plan, facts, places, note, minutes, times}, needs);
    const undone: Record<string, () => Promise<void>> = {
      unload: () => places.unload(),
      async 'swap back'() {
        if (folders.length > 0) await standStill(stops, needs);
        // What an undo has put away is nothing that was loaded: it is finished.
        if (facts !== undefined) await note('returning');
        await places.swapBack();
      },
      start: () => goOnAnyhow(stops, minutes, needs),
    };
    let left = 0;
    try {
      await carryOut<RestoreStep>(plan.steps, step => deeds[step.id](), {
        voice,
        end,
        async undo({deed}) {
          left += 1;
          await undone[deed]?.();
          left -= 1;
        },
      });
    } catch (error) {
      // What could not be undone is left to the next one, by the journal.
      if (left === 0) await (previous === undefined ? journals.remove() : journals.write(previous));
      throw error;
    }
    return outcomeOf({plan, facts}, {loadMs: times.loaded - begun, downMs: times.up - times.stopped});
  });
};
