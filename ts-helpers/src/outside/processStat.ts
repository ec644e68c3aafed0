import {readdir, readFile} from 'node:fs/promises';
import {isCode} from './disk.ts';

/** What the kernel tells of a process: man proc_pid_stat. Only Linux does. */
export interface ProcessStat {
  pid: number;
  /** `Z` and `X` have ended, `T` is stopped. */
  state: string;
  parent: number;
  group: number;
  /** Ticks since boot: no other process of this number began then. */
  start: string;
}

/** Undefined where there is no such process, or nothing that tells. */
export const statOf = async (pid: number): Promise<ProcessStat | undefined> => {
  let text: string;
  try {
    text = await readFile(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ESRCH')) return undefined;
    throw error;
  }
  // The name before it may contain anything but is in parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state = '', parent, group] = fields;
  return {pid, state, parent: Number(parent), group: Number(group), start: fields[19] ?? ''};
};

/** None where the system does not tell. */
export const allStats = async (): Promise<ProcessStat[]> => {
  const names = await readdir('/proc').catch(() => []);
  const stats = await Promise.all(names.filter(name => /^\d+$/.test(name)).map(pid => statOf(Number(pid))));
  return stats.filter(stat => stat !== undefined);
};

export const hasEnded = ({state}: ProcessStat): boolean => state === 'Z' || state === 'X';
