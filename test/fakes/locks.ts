import type {Holder, Locks} from '../../ts-helpers/src/outside/lock.ts';

/** Locks in memory, by the files that keep the real ones. */
export interface FakeLocks extends Locks {
  readonly held: Map<string, Holder>;
}

export const createFakeLocks = (): FakeLocks => {
  const held = new Map<string, Holder>();
  return {
    held,
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
