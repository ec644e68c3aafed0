import {createFakeObjectStore, type FakeObjectStore} from '../../fakes/objectStore.ts';
import {type Made, nightsAgo, objectsOf} from '../archive/kept.ts';
import {checking} from './checking.ts';

const NIGHTS = [0, 1, 2, 3];
export const keyOf = (days: number): string => objectsOf({at: nightsAgo(days)})[0]!.key;

/** A bucket with four nights that are proven, and two others with a copy of each. */
export const copied = () => {
  const fleet = checking({projects: ['shop']});
  const copies = ['west', 'far'].map(name => createFakeObjectStore({name}));
  const copy = (to: FakeObjectStore, made: Partial<Made>): void => {
    const whole: Made = {at: nightsAgo(0), beside: ['manifest', 'proven'], ...made};
    for (const {key, size, modifiedAt} of objectsOf(whole)) to.put(key, size, modifiedAt);
  };
  for (const days of NIGHTS) {
    fleet.keep({at: nightsAgo(days)});
    for (const to of copies) copy(to, {at: nightsAgo(days)});
  }
  const [west, far] = copies as [FakeObjectStore, FakeObjectStore];
  return {...fleet, needs: {...fleet.needs, copies}, west, far, copy};
};

export const forget = (store: FakeObjectStore, days: number): void => {
  for (const key of [...store.objects.keys()]) if (key.startsWith(keyOf(days))) store.objects.delete(key);
};
