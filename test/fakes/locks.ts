import type {Holder, Locks} from '../../ts-helpers/src/outside/lock.ts';
import type {Waiting} from '../../ts-helpers/src/outside/waiting.ts';

/** Locks in memory, by the files that keep the real ones. */
export interface FakeLocks extends Locks {
  readonly held: Map<string, Holder>;
}

export const createFakeLocks = (): FakeLocks => {
  const held = new Map<string, Holder>();
  return {
    held,
    holder: async file => held.get(file),
    async tryToTake(file, me) {
      const heldBy = held.get(file);
      if (heldBy !== undefined) return {heldBy};
      held.set(file, me);
      return {
        async release() {
          held.delete(file);
        },
      };
    },
  };
};

/** Who waits, in memory. */
export interface FakeWaiting extends Waiting {
  readonly all: Set<Holder>;
}

export const createFakeWaiting = (): FakeWaiting => {
  const all = new Set<Holder>();
  return {
    all,
    list: async () => [...all],
    async announce(_, me) {
      all.add(me);
      return {release: async () => void all.delete(me)};
    },
  };
};
