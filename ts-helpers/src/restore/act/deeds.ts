import type {PlaceStep, Swap} from '../plan.ts';
import type {RestoreJournal} from './journal.ts';
import type {LoadNeeds} from './load.ts';
import type {Places} from './places.ts';
import {goOn, type OrderNeeds, standStill} from './order.ts';
import {healthyOr} from './services.ts';
import type {Stored} from './stored.ts';

/** When what was loaded was compared, and services stood still, by the clock's `elapsed`; and what was loaded. */
export interface Course {
  loaded: number;
  stopped: number;
  up: number;
  stored?: Stored;
}

export interface Doing {
  plan: Swap;
  /** Undefined where a restore is undone: nothing is loaded. Resolves to what that has to be the same as. */
  load: ((places: Places) => Promise<Stored>) | undefined;
  places: Places;
  note(phase: RestoreJournal['phase']): Promise<void>;
  /** That services have to become healthy. */
  minutes: number;
  course: Course;
}

/** What each step of a restore does. */
export const deedsOf = (
  {plan, load, places, note, minutes, course}: Doing,
  needs: LoadNeeds & OrderNeeds,
): Record<PlaceStep['id'], () => Promise<void>> => {
  const {clock} = needs;
  const {stops} = plan;
  return {
    async load() {
      await note('loading');
      await places.sweep();
      if (load === undefined) throw new Error('nothing is loaded for an undo');
      course.stored = await load(places);
    },
    async compare() {
      if (course.stored !== undefined) await places.compare(course.stored);
      course.loaded = clock.elapsed();
    },
    async stop() {
      course.stopped = clock.elapsed();
      await note(load === undefined ? 'swapping' : 'loading');
      await standStill(stops, needs);
    },
    async swap() {
      if (course.stopped < course.loaded) course.stopped = clock.elapsed();
      await note('swapping');
      await places.swap();
      await places.sweep();
      course.up = clock.elapsed();
      if (stops.length === 0) await note('done');
    },
    async start() {
      await goOn(stops, minutes, needs);
      await note('done');
      course.up = clock.elapsed();
      await healthyOr(stops, minutes, needs);
    },
  };
};
