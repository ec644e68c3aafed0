import {type Place, takeTurn, type TurnNeeds} from '../deploy/turn.ts';
import {UserError} from '../errors/userError.ts';
import type {RestoreOutcome} from '../result/restore.ts';
import {alone} from '../run/alone.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import {deployedName} from '../workspace/deployedName.ts';
import type {Journals, RestoreJournal} from './act/journal.ts';
import {type Course, deedsOf} from './act/deeds.ts';
import {load, type LoadNeeds} from './act/load.ts';
import {mendKilled} from './act/mending.ts';
import {type BringNeeds, loadBroughtBack, whileBack} from './act/broughtBack.ts';
import {goOnAnyhow, standStill} from './act/order.ts';
import {outcomeOf} from './outcome.ts';
import {inPlaces, type Places} from './act/places.ts';
import type {Stored} from './act/stored.ts';
import {gatherHere, gatherRestore, type RestoreGatherNeeds, type RestoreRequest} from './gather.ts';
import {recovered} from './moment.ts';
import {
  areOfMoment,
  isOfPlaces,
  type PlaceStep,
  planRestore,
  planUndo,
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
    Omit<BringNeeds, 'clock' | 'store' | 'docker'>,
    TurnNeeds {
  docker: RestoreGatherNeeds['docker'] & LoadNeeds['docker'] & BringNeeds['docker'];
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
    return carriedOut({plan, load: undefined, composeProject}, journals, {request, needs});
  }
  const facts = await gatherRestore(request, needs);
  const plan = planRestore(facts);
  for (const warning of plan.warnings) needs.voice.warn(warning);
  if (!areOfMoment(facts)) {
    const loading = (places: Places) => load(facts, plan, {places, needs});
    return carriedOut({plan, load: loading, composeProject}, journals, {request, needs});
  }
  return whileBack(composeProject, needs, async () => {
    const {back, plan: settled} = await recovered(facts, plan, needs);
    const loading = () => loadBroughtBack({back, at: facts.source.at}, settled.servers, needs);
    return carriedOut({plan: settled, load: loading, composeProject}, journals, {request, needs});
  });
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
  plan: Swap & {steps: readonly RestoreStep[]} & Pick<RestoreJournal, 'stamp' | 'source'> &
    Partial<Pick<RestorePlan, 'leftAlone'>>;
  /** Undefined where a restore is undone: nothing is loaded. */
  load: ((places: Places) => Promise<Stored>) | undefined;
  composeProject: string;
}

const carriedOut = async (
  {plan, load: loading, composeProject}: Carried,
  journals: Journals,
  {request, needs}: {request: RestoreRequest; needs: RestoreNeeds},
): Promise<RestoreOutcome> => {
  const {servers, folders, stops, stamp, source} = plan;
  const {voice, clock, end} = needs;
  const previous = await journals.read();
  const note = (phase: RestoreJournal['phase']) =>
    journals.write({servers, folders, stops, stamp, source: {bucket: source.bucket, key: source.key}, phase});
  const begun = clock.elapsed();
  const course: Course = {loaded: begun, stopped: begun, up: begun};
  const {minutes} = request.project.settings.health;
  return inPlaces(plan, {composeProject, needs}, async places => {
    const deeds = deedsOf({plan, load: loading, places, note, minutes, course}, needs);
    const undone: Record<string, () => Promise<void>> = {
      unload: () => places.unload(),
      async 'swap back'() {
        if (folders.length > 0) await standStill(stops, needs);
        // What an undo has put away is nothing that was loaded: it is finished.
        if (loading !== undefined) await note('returning');
        await places.swapBack();
      },
      start: () => goOnAnyhow(stops, minutes, needs),
    };
    let left = 0;
    try {
      await carryOut<PlaceStep>(plan.steps.filter(isOfPlaces), step => deeds[step.id](), {
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
    return outcomeOf(
      {plan, stored: course.stored},
      {
        loadMs: course.loaded - begun,
        downMs: course.up - course.stopped,
      },
    );
  });
};
