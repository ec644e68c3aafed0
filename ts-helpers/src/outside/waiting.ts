import {randomUUID} from 'node:crypto';
import {readdir, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {onDisk, unlessMissing} from './disk.ts';
import type {Holder, Lock, Locks} from './lock.ts';

/** Who waits for something. The kernel keeps that as well: who is killed does not wait any more. */
export interface Waiting {
  /** Until it is released, or this process ends. */
  announce(folder: string, me: Holder): Promise<Lock>;
  /** The first one first. */
  list(folder: string): Promise<Holder[]>;
}

/** Of each that waits a file, whose lock it holds. */
export const createWaiting = (locks: Locks): Waiting => ({
  async announce(folder, me) {
    await removeAbandoned(folder, locks);
    const file = path.join(folder, randomUUID());
    const lock = await locks.tryToTake(file, me);
    return {
      async release() {
        if ('release' in lock) await lock.release();
        await rm(file, {force: true});
      },
    };
  },

  async list(folder) {
    const holders = await Promise.all((await filesIn(folder)).map(file => locks.holder(file)));
    return holders
      .filter(holder => holder !== undefined)
      .sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
  },
});

const filesIn = async (folder: string): Promise<string[]> => {
  const names = (await unlessMissing(readdir(folder))) ?? [];
  return names.map(name => path.join(folder, name));
};

/** Who has just made its file is about to take it. */
const TAKING_MS = 60_000;

const removeAbandoned = (folder: string, locks: Locks): Promise<void> =>
  onDisk(folder, async () => {
    for (const file of await filesIn(folder)) {
      const made = await unlessMissing(stat(file));
      if (made === undefined || Date.now() - made.mtimeMs < TAKING_MS) continue;
      if ((await locks.holder(file)) === undefined) await rm(file, {force: true});
    }
  });
