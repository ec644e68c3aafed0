import {hostname} from 'node:os';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {UserError} from '../errors/userError.ts';
import {isCode} from './disk.ts';
import {createHolders} from './holders.ts';
import {allStats, hasEnded, type ProcessStat} from './processStat.ts';

/** Processes that are not ours, by the names that Holders gives them: no later process is ever taken for one. */
export interface OtherProcesses {
  /** `elsewhere` where it is of another machine or container, and cannot be asked. */
  whereabouts(name: string): Promise<'alive' | 'gone' | 'elsewhere'>;
  /** As Ctrl-C and an abort in Jenkins do: it cleans up, and ends. Throws LOCK_HELD where it is another user's. */
  interrupt(name: string): Promise<void>;
  /** At once, with all that it has started, and that first: nothing of it goes on. Throws as interrupt does. */
  kill(name: string): Promise<void>;
}

export const createOtherProcesses = (): OtherProcesses => {
  const holders = createHolders();
  const whereabouts = async (name: string) =>
    (await holders.isGone(name)) ? 'gone' : name.startsWith(`${hostname()}/`) ? 'alive' : 'elsewhere';
  const here = async (name: string): Promise<number | undefined> =>
    (await whereabouts(name)) === 'alive' ? numberOf(name) : undefined;
  return {
    whereabouts,

    async interrupt(name) {
      const pid = await here(name);
      if (pid === undefined) return;
      signal(pid, 'SIGTERM');
      // One that is stopped hears nothing else.
      signal(pid, 'SIGCONT');
    },

    async kill(name) {
      const pid = await here(name);
      if (pid === undefined) return;
      // It starts nothing more, and does not hear that what it runs ends.
      signal(pid, 'SIGSTOP');
      await killAllBelow(pid);
      signal(pid, 'SIGKILL');
    },
  };
};

/** `123`, as people call it. */
export const numberOf = (name: string): number => Number(name.split('/')[2]);

/** What starts others while it is killed is looked for again; what hangs in the kernel never ends. */
const ROUNDS = 20;
const LOOK_MS = 50;

const killAllBelow = async (pid: number): Promise<void> => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const below = descendants(pid, await allStats());
    if (below.length === 0) return;
    // Programs lead groups: what was left to itself by its parent is found by that.
    const groups = new Set(below.filter(one => one.group === one.pid).map(({group}) => -group));
    for (const each of [...groups, ...below.map(one => one.pid)]) signal(each, 'SIGKILL');
    await pause(LOOK_MS);
  }
};

const descendants = (pid: number, stats: readonly ProcessStat[]): ProcessStat[] =>
  stats
    .filter(one => one.parent === pid && !hasEnded(one))
    .flatMap(one => [one, ...descendants(one.pid, stats)]);

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (isCode(error, 'ESRCH')) return;
    if (!isCode(error, 'EPERM')) throw error;
    throw new UserError('LOCK_HELD', `The process ${Math.abs(pid)} belongs to another user.`, {
      remedy: `End it as that user: kill ${Math.abs(pid)}. A build is aborted in Jenkins.`,
      cause: error,
    });
  }
};
