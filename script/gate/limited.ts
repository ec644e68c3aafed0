import {spawn} from 'node:child_process';

export interface Ended {
  /** 128 and more for a signal, as a shell says it; never 0 of what was ended. */
  exitCode: number;
  /** It took longer than it may, and was ended. */
  isLate: boolean;
}

interface Limit {
  milliseconds: number;
  /** What is ended gets so long to do it by itself. */
  graceMs?: number;
  /** Takes what it prints; as a rule that goes to the terminal. */
  output?: number;
  /** Ends it as well; its reason is the signal that it gets. */
  stop: AbortSignal;
}

/**
 * Runs a program in a process group of its own, and ends the whole group when the time is over: what the program started
 * may be what does not end.
 */
export const limited = (
  [program, ...args]: readonly [string, ...string[]],
  {milliseconds, graceMs = 60_000, output, stop}: Limit,
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const to = output ?? 'inherit';
    const child = spawn(program, args, {stdio: ['ignore', to, to], detached: true});
    const kill = (signal: NodeJS.Signals) => {
      if (child.pid !== undefined) signalGroup(child.pid, signal);
    };
    let isLate = false;
    let grace: NodeJS.Timeout | undefined;
    const end = (signal: NodeJS.Signals) => {
      kill(signal);
      grace ??= setTimeout(kill, graceMs, 'SIGKILL');
    };
    const limit = setTimeout(() => {
      isLate = true;
      end('SIGTERM');
    }, milliseconds);
    const stopped = () => {
      end(stop.reason as NodeJS.Signals);
    };
    stop.addEventListener('abort', stopped);
    const settle = () => {
      clearTimeout(limit);
      clearTimeout(grace);
      stop.removeEventListener('abort', stopped);
      // What it left running would go on beside the next suite.
      kill('SIGKILL');
    };
    child.once('error', error => {
      settle();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      settle();
      const exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
      resolve({exitCode: isLate ? exitCode || 143 : exitCode, isLate});
    });
  });

const signalGroup = (leader: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};
