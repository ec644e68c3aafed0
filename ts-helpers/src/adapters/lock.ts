import {spawn, type ChildProcess} from 'node:child_process';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {UserError} from '../errors.ts';
import {onDisk} from './disk.ts';

/** Who holds a lock, as it tells others. */
export interface Holder {
  /** `Jenkins shop/develop #12`, or `ada@laptop`. */
  who: string;
  /** ISO 8601, UTC. */
  since: string;
}

/**
 * Locks of this machine. The kernel keeps them (flock), so a holder that dies, however it dies, holds nothing;
 * the file only names the holder.
 */
export interface Locks {
  /** Takes the lock, or resolves to its holder when it is taken. Throws TOOL_MISSING without flock(1), DISK_FULL, NOT_WRITABLE. */
  tryToTake(file: string, me: Holder): Promise<Lock | {heldBy: Holder}>;
}

export interface Lock {
  release(): Promise<void>;
}

const TAKEN = 75;
const UNKNOWN: Holder = {who: 'somebody who left no name', since: new Date(0).toISOString()};

/** `environment` is what flock runs with: without Jenkins' cookie, by which an aborted build would lose it too early. */
export const createLocks = (environment: NodeJS.ProcessEnv): Locks => ({
  async tryToTake(file, me) {
    await onDisk(file, () => mkdir(path.dirname(file), {recursive: true}));
    // cat ends when our end of its pipe closes, even if we are killed, and the lock ends with it.
    const args = [
      '--nonblock',
      '--conflict-exit-code',
      String(TAKEN),
      file,
      'sh',
      '-c',
      'echo locked; exec cat',
    ];
    const keeper = spawn('flock', args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true,
      env: environment,
    });
    if (!(await isTaken(keeper, file))) return {heldBy: await holderOf(file)};
    try {
      await onDisk(file, () => writeFile(file, JSON.stringify(me)));
    } catch (error) {
      // The keeper would keep the lock, and this process from ending.
      await released(keeper);
      throw error;
    }
    return {release: () => released(keeper)};
  },
});

/** Whether the keeper got the lock; false when another process has it. */
const isTaken = (keeper: ChildProcess, file: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    keeper.once('error', cause => {
      const remedy = 'Install it: sudo apt-get install util-linux (macOS: brew install flock)';
      reject(new UserError('TOOL_MISSING', 'The flock command was not found.', {remedy, cause}));
    });
    keeper.stdout?.once('data', () => {
      resolve(true);
    });
    keeper.once('exit', code => {
      if (code === TAKEN) resolve(false);
      else {
        const message = `The lock cannot be taken: flock exited with ${code}.`;
        reject(new UserError('NOT_WRITABLE', message, {where: file}));
      }
    });
  });

const released = (keeper: ChildProcess): Promise<void> =>
  new Promise(resolve => {
    if (keeper.exitCode !== null || keeper.signalCode !== null) {
      resolve();
      return;
    }
    keeper.removeAllListeners('exit');
    keeper.once('exit', () => {
      resolve();
    });
    keeper.stdin?.end();
  });

const holderOf = async (file: string): Promise<Holder> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    // Between taking the lock and writing the name there is nothing to read.
    return UNKNOWN;
  }
};
