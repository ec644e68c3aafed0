import type {ChildProcess} from 'node:child_process';
import spawn, {type Subprocess, SubprocessError} from 'nano-spawn';
import {CommandFailed, UserError} from '../errors.ts';
import {isCode} from './disk.ts';

export interface RunOptions {
  cwd?: string;
  /** Added to the environment of this process; `undefined` takes a variable away. */
  env?: Readonly<Record<string, string | undefined>>;
  input?: string;
  /** Called with each line of both streams as it comes. Without it the output is only collected. */
  onLine?: (line: string) => void;
  /** For cleaning up: goes on although the verb was interrupted or ran out of time. */
  uninterruptible?: boolean;
  /** Ends it when it takes longer: CommandFailed says so. */
  timeoutMs?: number;
}

/** What a program printed, without the final newlines; empty when `onLine` took it. */
export interface Output {
  stdout: string;
  stderr: string;
}

/** Runs programs, never a shell: arguments reach the program as they are. */
export interface Shell {
  /**
   * Throws CommandFailed when the program exits with anything but 0, TOOL_MISSING when it is not installed,
   * and the reason of the abort signal when the verb was stopped meanwhile.
   */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<Output>;
}

const TAIL_LINES = 200;
const GRACE_MS = 10_000;

/** `signal` ends what runs: SIGTERM first, SIGKILL when that is not heard for `graceMs`. */
export const createShell = (signal: AbortSignal, graceMs = GRACE_MS): Shell => {
  const running = new Set<ChildProcess>();
  const stop = (child: ChildProcess): void => {
    child.kill();
    setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
  };
  signal.addEventListener('abort', () => {
    running.forEach(stop);
  });
  const endsWithTheVerb = async (subprocess: Subprocess): Promise<void> => {
    const child = await subprocess.nodeChildProcess;
    running.add(child);
    child.once('close', () => running.delete(child));
    if (signal.aborted) stop(child);
  };
  return {
    async run(program, args, {cwd, env, input, onLine, uninterruptible = false, timeoutMs} = {}) {
      if (!uninterruptible) signal.throwIfAborted();
      const tail: string[] = [];
      const subprocess = spawn(program, [...args], {
        ...(cwd !== undefined && {cwd}),
        ...(env && {env}),
        ...(timeoutMs !== undefined && {timeout: timeoutMs, killSignal: 'SIGKILL'}),
        stdin: input === undefined ? 'ignore' : {string: input},
      });
      try {
        const [{stdout, stderr}] = await Promise.all([
          subprocess,
          onLine && followLines(subprocess, tail, onLine),
          uninterruptible ? undefined : endsWithTheVerb(subprocess),
        ]);
        return {stdout, stderr};
      } catch (error) {
        if (!uninterruptible) signal.throwIfAborted();
        throw translated(error, {program, args, tail});
      }
    },
  };
};

/** Each stream by itself: the library's iterator of both keeps something of every line until the end. */
const followLines = async (
  {stdout, stderr}: Subprocess,
  tail: string[],
  onLine: (line: string) => void,
): Promise<void> => {
  const follow = async (lines: AsyncIterable<string>): Promise<void> => {
    for await (const line of lines) {
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      onLine(line);
    }
  };
  await Promise.all([follow(stdout), follow(stderr)]);
};

const translated = (
  error: unknown,
  run: {program: string; args: readonly string[]; tail: readonly string[]},
) => {
  if (!(error instanceof SubprocessError)) return error;
  const {stdout, stderr, exitCode, signalName} = error;
  if (isCode(error.cause, 'ENOENT')) {
    return new UserError('TOOL_MISSING', `The command ${run.program} was not found.`, {cause: error});
  }
  const printed = [stdout, stderr].join('\n').trim().split('\n').slice(-TAIL_LINES);
  return new CommandFailed({
    ...run,
    exitCode,
    signal: signalName,
    tail: run.tail.length > 0 ? run.tail : printed,
    stdout,
    stderr,
    cause: error,
  });
};
