import {readdir, rm, rmdir} from 'node:fs/promises';
import {isCode, unlessMissing} from '../../outside/disk.ts';
import {lockIn} from '../turns.ts';

/** Whoever waits for the lock has a file of his own there. */
export const removeEmpty = async (state: string): Promise<void> => {
  try {
    const lock = lockIn(state);
    const others = ((await unlessMissing(readdir(state))) ?? []).filter(name => !lock.endsWith(`/${name}`));
    if (others.length > 0) return;
    await rm(lock, {force: true});
    await rmdir(state);
  } catch (error) {
    // An empty folder does no harm, and what the verb fails with is told.
    if (!isCode(error, 'ENOENT', 'ENOTEMPTY', 'EEXIST', 'EACCES', 'EPERM', 'EROFS', 'EBUSY')) throw error;
  }
};
