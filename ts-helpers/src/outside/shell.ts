import type {Output} from './shell/output.ts';
import {setImmediate as nextTurn, setTimeout as pause} from 'node:timers/promises';
import {failureOf} from './shell/failure.ts';
import {lastLines, passingOn} from './shell/output.ts';
import type {Ending} from './shell/command.ts';
import {supervise, type Supervised} from './shell/supervise.ts';

export interface RunOptions {
  cwd?: string;
  /** Added to the environment of this process; `undefined` takes a variable away. */
  env?: Readonly<Record<string, string | undefined>>;
  input?: string;
  /**
   * Called with each line of both streams as it comes, with the beginning of a very long one. Without it the output is
   * only collected.
   */
  onLine?: (line: string) => void;
  /** For cleaning up: goes on although the verb was interrupted or ran out of time. */
  uninterruptible?: boolean;
  /** Ends it when it takes longer: CommandFailed says so. */
  timeoutMs?: number;
}

/** Runs programs, never a shell: arguments reach the program as they are. */
export interface Shell {
  /**
   * Throws CommandFailed when the program exits with anything but 0; TOOL_MISSING, FILE_GONE, MACHINE_EXHAUSTED or
   * UNSAFE_NAME when it cannot be started, COMMAND_GARBLED when its answer has no end, and the reason of the abort
   * signal when the verb was stopped meanwhile.
   */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<Output>;
}

const GRACE_MS = 10_000;

/** `signal` ends what runs, with all that it started: SIGTERM first, SIGKILL when that is not heard for `graceMs`. */
export const createShell = (signal: AbortSignal, graceMs = GRACE_MS): Shell => {
  // One listener for all: so many run at once that Node would warn of a leak.
  const running = new Set<Supervised>();
  signal.addEventListener('abort', () => {
    for (const supervised of running) supervised.end('aborted');
  });
  return {
    async run(program, args, {onLine, timeoutMs, uninterruptible = false, ...options} = {}) {
      if (!uninterruptible) signal.throwIfAborted();
      const command = {program, args, ...options};
      const lines = onLine && passingOn(onLine);
      const supervised = await supervise(command, lines, {graceMs, timeoutMs, isCleaner: uninterruptible});
      if (!uninterruptible) running.add(supervised);
      // It may have been stopped while it started.
      if (!uninterruptible && signal.aborted) supervised.end('aborted');
      const ending = await supervised.ending.finally(() => running.delete(supervised));
      const {exitCode, reason, stdout, stderr} = ending;
      if (exitCode === 0 && reason === undefined) return {stdout, stderr};
      if (!uninterruptible) await throwIfStopped(ending, signal);
      throw failureOf(command, {...ending, timeoutMs, tail: lines?.last() ?? lastLines(ending)});
    },
  };
};

/** So long after a program the signal may come that was meant for us as well. */
const MOMENT_MS = 1_000;
const STOPPED_CODES = [129, 130, 137, 143];

/** Who stops a build signals us and what we run alike, and that often ends before we hear of it. */
const throwIfStopped = async (ending: Ending, signal: AbortSignal): Promise<void> => {
  const looksStopped = ending.signal !== undefined || STOPPED_CODES.includes(ending.exitCode ?? 0);
  if (looksStopped && !signal.aborted) {
    // Rejects when the signal comes; the look at it below tells.
    await pause(MOMENT_MS, undefined, {signal}).catch(() => undefined);
    // A process that got no time hears its timers before its signals.
    await nextTurn();
  }
  signal.throwIfAborted();
};
