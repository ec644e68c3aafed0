import type {Stored} from '../../../ts-helpers/src/archive/stored.ts';
import type {FakeObjectStore} from '../../fakes/objectStore.ts';
import {bodyIn, type Made, objectsOf} from './kept.ts';

/** An archive in a bucket, with what lies beside it. */
export const keepIn = (store: FakeObjectStore, made: Made): void => {
  const all = objectsOf(made);
  for (const one of all) store.put(one.key, bodyIn(one, all), one.modifiedAt);
};

/** One that is proven; `evidence`: what its proof says besides. */
export const proveIn = (store: FakeObjectStore, made: Made, evidence: object): void => {
  keepIn(store, {...made, beside: ['manifest', 'proven']});
  const [archive, {key, modifiedAt}] = objectsOf({...made, beside: ['proven']}) as [Stored, Stored];
  const its = {key: archive.key, size: archive.size};
  const whole = {...its, durationMs: 90_000, restoreMs: 60_000, checkedAt: 'x', ...evidence};
  store.put(key, JSON.stringify({evidence: whole}), modifiedAt);
};
