import type {UserError} from '../errors/userError.ts';
import type {RestoreOutcome} from '../result/restore.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import {type Course, deedsOf} from './act/deeds.ts';
import type {Journals, RestoreJournal} from './act/journal.ts';
import type {LoadNeeds} from './act/load.ts';
import {goOnAnyhow, type OrderNeeds, standStill} from './act/order.ts';
import {inPlaces, type Places, type PlacesNeeds} from './act/places.ts';
import type {Stored} from './act/stored.ts';
import {outcomeOf} from './outcome.ts';
import {isAny, isOfPlaces, type PlaceStep, type RestorePlan, type RestoreStep, type Swap} from './plan.ts';

export interface Carried {
  plan: Swap & {steps: readonly RestoreStep[]} & Pick<RestoreJournal, 'stamp' | 'source' | 'refreshes'> &
    Partial<Pick<RestorePlan, 'leftAlone'>>;
  /** Undefined where a restore is undone: nothing is loaded. */
  load: ((places: Places) => Promise<Stored>) | undefined;
  /** What of the restore that is undone is left as it is, and can be undone still. */
  rest?: RestoreJournal;
  composeProject: string;
  /** That services have to answer. */
  minutes: number;
}

export interface CarryNeeds extends LoadNeeds, OrderNeeds {
  docker: PlacesNeeds['docker'] & LoadNeeds['docker'] & OrderNeeds['docker'];
  clock: PlacesNeeds['clock'] & LoadNeeds['clock'] & OrderNeeds['clock'];
  voice: Voice;
  end?: ((reason: UserError) => void) | undefined;
}

/** Does the steps of a plan, and keeps how far it is for who comes after one that is killed. */
export const carriedOut = async (
  {plan, load: loading, rest, composeProject, minutes}: Carried,
  journals: Journals,
  needs: CarryNeeds,
): Promise<RestoreOutcome> => {
  const {folders, stops} = plan;
  const {voice, clock, end} = needs;
  const previous = await journals.read();
  const note = (phase: RestoreJournal['phase']) => journals.write(notedOf(plan, phase));
  const begun = clock.elapsed();
  const course: Course = {loaded: begun, stopped: begun, up: begun};
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
    if (previous?.phase === 'done') await journals.keep(previous);
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
      if (left === 0) await givenBack(previous, journals);
      throw error;
    }
    // What was undone has its place again.
    if (rest !== undefined) await (isAny(rest) ? journals.keep(rest) : journals.forget(rest.stamp));
    return outcomeOf(
      {plan, stored: course.stored},
      {
        loadMs: course.loaded - begun,
        downMs: course.up - course.stopped,
      },
    );
  });
};

/** As it was before this one, which left nothing. */
const givenBack = async (previous: RestoreJournal | undefined, journals: Journals): Promise<void> => {
  if (previous === undefined) return journals.remove();
  await journals.forget(previous.stamp);
  await journals.write(previous);
};

const notedOf = (
  {servers, folders, stops, stamp, source: {bucket, key}, refreshes}: Carried['plan'],
  phase: RestoreJournal['phase'],
): RestoreJournal => ({
  ...{servers, folders, stops, stamp, phase, source: {bucket, key}},
  ...(refreshes !== undefined && {refreshes}),
});
