import type {RestoreFacts, RestoreStep, Swap} from '../plan.ts';
import type {RestoreJournal} from './journal.ts';
import {load, type LoadNeeds} from './load.ts';
import type {Places} from './places.ts';
import {goOn, type OrderNeeds, standStill} from './order.ts';
import {healthyOr} from './services.ts';

/** When what was loaded was compared, and services stood still, by the clock's `elapsed`. */
export interface Times {
  loaded: number;
  stopped: number;
  up: number;
}

export interface Doing {
  plan: Swap;
  /** Undefined where a restore is undone: nothing is loaded. */
  facts: RestoreFacts | undefined;
  places: Places;
  note(phase: RestoreJournal['phase']): Promise<void>;
  /** That services have to become healthy. */
  minutes: number;
  times: Times;
}

/** What each step of a restore does. */
export const deedsOf = (
  {plan, facts, places, note, minutes, times}: Doing,
  needs: LoadNeeds & OrderNeeds,
): Record<RestoreStep['id'], () => Promise<void>> => {
  const {clock} = needs;
  const {stops} = plan;
  return {
    async load() {
      await note('loading');
      await places.sweep();
      if (facts === undefined) throw new Error('nothing is loaded for an undo');
      await load(facts, plan, {places, needs});
    },
    async compare() {
      if (facts !== undefined) await places.compare(facts.manifest);
      times.loaded = clock.elapsed();
    },
    async stop() {
      times.stopped = clock.elapsed();
      await note(facts === undefined ? 'swapping' : 'loading');
      await standStill(stops, needs);
    },
    async swap() {
      if (times.stopped < times.loaded) times.stopped = clock.elapsed();
      await note('swapping');
      await places.swap();
      await places.sweep();
      times.up = clock.elapsed();
      if (stops.length === 0) await note('done');
    },
    async start() {
      await goOn(stops, minutes, needs);
      await note('done');
      times.up = clock.elapsed();
      await healthyOr(stops, minutes, needs);
    },
  };
};
