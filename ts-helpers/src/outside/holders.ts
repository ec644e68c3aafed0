import {readFile} from 'node:fs/promises';
import {hostname} from 'node:os';
import process from 'node:process';
import {isCode} from './disk.ts';
import {hasEnded, statOf} from './processStat.ts';

/**
 * Processes that hold something on this machine, named so that no other process that ever ran has the same name:
 * `<host>/<boot>/<process>/<its start>`.
 */
export interface Holders {
  me(): Promise<string>;
  /** False as well when the holder is on another machine, which cannot be asked. */
  isGone(holder: string): Promise<boolean>;
}

export const createHolders = (pid: number = process.pid): Holders => ({
  me: async () => [hostname(), await boot(), pid, await startOf(pid)].join('/'),

  async isGone(holder) {
    const [host, holdersBoot, holdersPid, start] = holder.split('/');
    if (host !== hostname()) return false;
    if (holdersBoot !== (await boot())) return true;
    const other = Number(holdersPid);
    return !isRunning(other) || start !== (await startOf(other));
  },
});

/** Only Linux tells these; elsewhere a process's number has to do. */
const boot = async (): Promise<string> => (await textOf('/proc/sys/kernel/random/boot_id')) ?? 'unknown';

/** What was killed and not yet collected by its parent has ended as well. */
const startOf = async (pid: number): Promise<string> => {
  const stat = await statOf(pid);
  return stat === undefined ? 'unknown' : hasEnded(stat) ? 'ended' : stat.start;
};

const textOf = async (file: string): Promise<string | undefined> => {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ESRCH')) return undefined;
    throw error;
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
};
