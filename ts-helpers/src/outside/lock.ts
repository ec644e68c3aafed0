import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {UserError} from '../errors/userError.ts';
import {systemProblem} from '../errors/system.ts';
import {readBoundedText} from './boundedFile.ts';
import {isCode, onDisk} from './disk.ts';
import {garbled} from './garbled.ts';
import {createHolders} from './holders.ts';
import {makeFolder} from './makeFolder.ts';
import {within} from './patience.ts';
import {installingHere} from './distribution.ts';
import {signalGroup} from './processGroup.ts';

/** Who holds a lock, as it tells others. */
export interface Holder {
  /** `Jenkins shop/develop #12`, or `ada@laptop`. */
  who: string;
  /** ISO 8601, UTC. */
  since: string;
  /** What it does, where that is no deploy: `backing up`. */
  does?: string;
  /** Page of the build. */
  build?: string;
  /** The process that holds it, as Holders names it; absent where an older version of ours does. */
  process?: string;
  /** And the one that keeps it for that, and ends with it. */
  keeper?: string;
}

/**
 * Locks of this machine. The kernel keeps them (flock), so a holder that dies, however it dies, holds nothing;
 * the file only names the holder.
 */
export interface Locks {
  /** Takes the lock, or resolves to its holder when it is taken. Throws TOOL_MISSING without flock(1), DISK_FULL, NOT_WRITABLE. */
  tryToTake(file: string, me: Holder): Promise<Lock | {heldBy: Holder}>;
  /** Who holds it at this moment, by the kernel's word; undefined where nobody does. */
  holder(file: string): Promise<Holder | undefined>;
}

export interface Lock {
  release(): Promise<void>;
}

const TAKEN = 75;
const UNKNOWN: Holder = {who: 'somebody who left no name', since: new Date(0).toISOString()};

/** `environment` is what flock runs with: without Jenkins' cookie, by which an aborted build would lose it too early. */
export const createLocks = (environment: NodeJS.ProcessEnv): Locks => ({
  async tryToTake(file, me) {
    try {
      return await take(file, me, environment);
    } catch (error) {
      // Who had it just now may have taken its folder away, as there was nothing in it.
      if (existsSync(path.dirname(file))) throw error;
      return take(file, me, environment);
    }
  },

  async holder(file) {
    if (!existsSync(file)) return undefined;
    // Shared, so that two who look do not see each other. Who tries to take it in this instant tries again.
    const args = ['--nonblock', '--shared', '--conflict-exit-code', String(TAKEN), file];
    const looker = spawn('flock', [...args, 'echo', LOCKED], {env: environment});
    return (await within(ANSWER_MS, isTaken(looker, file), silent(file))) ? undefined : holderOf(file);
  },
});

const take = async (
  file: string,
  me: Holder,
  environment: NodeJS.ProcessEnv,
): Promise<Lock | {heldBy: Holder}> => {
  await onDisk(file, () => makeFolder(path.dirname(file)));
  // cat ends when our end of its pipe closes, even if we are killed, and the lock ends with it.
  const hold = ['sh', '-c', `echo ${LOCKED}; exec cat`];
  const args = ['--nonblock', '--conflict-exit-code', String(TAKEN), file, ...hold];
  const keeper = spawn('flock', args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    env: environment,
  });
  try {
    if (!(await within(ANSWER_MS, isTaken(keeper, file), silent(file))))
      return {heldBy: await holderOf(file)};
    const [mine, keepers] = [createHolders(), createHolders(keeper.pid)];
    const named = {...me, process: await mine.me(), keeper: await keepers.me()};
    await onDisk(file, () => writeFile(file, JSON.stringify(named)));
  } catch (error) {
    // The keeper would keep the lock, and this process from ending.
    await released(keeper);
    throw error;
  }
  return {release: () => released(keeper)};
};

const LOCKED = 'locked';
/** A pipe in place of the file, or a disk that hangs, keeps flock waiting. */
const ANSWER_MS = 15_000;
const RELEASE_MS = 5_000;

const silent = (file: string): UserError =>
  notTaken(file, `flock does not answer within ${ANSWER_MS / 1000} s`);

const notTaken = (file: string, why: string): UserError =>
  new UserError('NOT_WRITABLE', `The lock cannot be taken: ${why}.`, {where: file});

/** Whether the keeper got the lock; false when another process has it. */
const isTaken = (keeper: ChildProcess, file: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    let complaint = '';
    keeper.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(0, LONGEST_COMPLAINT);
    });
    keeper.stdin?.on('error', () => undefined);
    keeper.on('error', error => {
      reject(notRun(error));
    });
    keeper.stdout?.setEncoding('utf8').once('data', (text: string) => {
      if (text.trim() === LOCKED) resolve(true);
      else reject(garbled('flock', text));
    });
    keeper.once('close', code => {
      if (code === TAKEN) resolve(false);
      else reject(notTaken(file, complaint.trim() || `flock exited with ${code}`));
    });
  });

const LONGEST_COMPLAINT = 500;

const notRun = (error: Error): unknown => {
  const problem = systemProblem(error);
  if (problem?.code === 'MACHINE_EXHAUSTED') return problem;
  const why = isCode(error, 'ENOENT') ? 'was not found' : `cannot be run: ${error.message}`;
  return new UserError('TOOL_MISSING', `The flock command ${why}.`, {
    remedy: installingHere('flock'),
    cause: error,
  });
};

const released = async (keeper: ChildProcess): Promise<void> => {
  keeper.removeAllListeners('close');
  if (keeper.pid === undefined || keeper.exitCode !== null || keeper.signalCode !== null) return;
  const exit = once(keeper, 'exit');
  keeper.stdin?.end();
  await within(RELEASE_MS, exit).catch(() => {
    // One that does not end would keep the lock, and this process.
    signalGroup(keeper, 'SIGKILL');
  });
};

const holderOf = (file: string): Promise<Holder> =>
  // Between taking the lock and writing the name there is nothing to read.
  readBoundedText(file).then(holderIn, () => UNKNOWN);

/** What a holder tells of itself, or nothing. */
export const holderIn = (told: string): Holder => {
  try {
    const {who, since, ...more} = JSON.parse(told) as Partial<Holder>;
    return typeof who === 'string' && !Number.isNaN(Date.parse(String(since)))
      ? {who, since: String(since), ...textsOf(more)}
      : UNKNOWN;
  } catch {
    return UNKNOWN;
  }
};

/** Whoever may write there could have written anything. */
const textsOf = ({does, build, process, keeper}: Partial<Holder>): Partial<Holder> =>
  Object.fromEntries(
    Object.entries({does, build, process, keeper}).filter(([, value]) => typeof value === 'string'),
  );
