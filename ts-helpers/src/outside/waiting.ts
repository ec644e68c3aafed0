import {randomUUID} from 'node:crypto';
import {readdir, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {onDisk, unlessMissing} from './disk.ts';
import type {Holder, Lock, Locks} from './lock.ts';

/** Who waits for something. The kernel keeps that as well: who is killed does not wait any more. */
export interface Waiting {
  /** Until it is released, or this process ends. What waits for one thing has files of one beginning. */
  announce(beginning: string, me: Holder): Promise<Lock>;
  /** The first one first. */
  list(beginning: string): Promise<Holder[]>;
}

/** Of each that waits a file, whose lock it holds. */
export const createWaiting = (locks: Locks): Waiting => ({
  async announce(beginning, me) {
    await removeAbandoned(beginning, locks);
    const file = `${beginning}${randomUUID()}`;
    const lock = await locks.tryToTake(file, me);
    return {
      async release() {
        if ('release' in lock) await lock.release();
        await rm(file, {force: true});
      },
    };
  },

  async list(beginning) {
    const holders = await Promise.all((await filesOf(beginning)).map(file => locks.holder(file)));
    return holders
      .filter(holder => holder !== undefined)
      .sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
  },
});

const filesOf = async (beginning: string): Promise<string[]> => {
  const [folder, first] = [path.dirname(beginning), path.basename(beginning)];
  const names = (await unlessMissing(readdir(folder))) ?? [];
  return names.filter(name => name.startsWith(first)).map(name => path.join(folder, name));
};

/** Who has just made its file is about to take it. */
const TAKING_MS = 60_000;

const removeAbandoned = (beginning: string, locks: Locks): Promise<void> =>
  onDisk(path.dirname(beginning), async () => {
    for (const file of await filesOf(beginning)) {
      const made = await unlessMissing(stat(file));
      if (made === undefined || Date.now() - made.mtimeMs < TAKING_MS) continue;
      if ((await locks.holder(file)) === undefined) await rm(file, {force: true});
    }
  });
