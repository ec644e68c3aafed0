import {execa, ExecaError} from 'execa';
import {CommandFailed, UserError} from '../errors.ts';

export interface RunOptions {
  cwd?: string;
  /** Added to the environment of this process; `undefined` takes a variable away. */
  env?: Readonly<Record<string, string | undefined>>;
  input?: string;
  /** Called with each line of both streams as it comes. Without it the output is only collected. */
  onLine?: (line: string) => void;
  /** For cleaning up: goes on although the verb was interrupted or ran out of time. */
  uninterruptible?: boolean;
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
const LARGEST_ANSWER = 64 * 1024 * 1024;
const GRACE_MS = 10_000;

/** `signal` ends what runs: SIGTERM first, SIGKILL ten seconds later. */
export const createShell = (signal: AbortSignal): Shell => ({
  async run(program, args, options = {}) {
    if (!options.uninterruptible) signal.throwIfAborted();
    const tail: string[] = [];
    const child = execa(program, [...args], {
      ...(options.cwd !== undefined && {cwd: options.cwd}),
      ...(options.env && {env: options.env}),
      ...(options.input === undefined ? {stdin: 'ignore' as const} : {input: options.input}),
      ...(!options.uninterruptible && {cancelSignal: signal}),
      forceKillAfterDelay: GRACE_MS,
      maxBuffer: LARGEST_ANSWER,
      all: options.onLine !== undefined,
      buffer: options.onLine === undefined,
    });
    try {
      const lines = options.onLine && followLines(child.iterable({from: 'all'}), tail, options.onLine);
      const [result] = await Promise.all([child, lines]);
      return {stdout: text(result.stdout), stderr: text(result.stderr)};
    } catch (error) {
      if (!options.uninterruptible) signal.throwIfAborted();
      throw translated(error, {program, args, tail});
    }
  },
});

const text = (output: unknown): string => (typeof output === 'string' ? output : '');

const followLines = async (lines: AsyncIterable<unknown>, tail: string[], onLine: (line: string) => void) => {
  for await (const line of lines) {
    tail.push(String(line));
    if (tail.length > TAIL_LINES) tail.shift();
    onLine(String(line));
  }
};

const translated = (
  error: unknown,
  run: {program: string; args: readonly string[]; tail: readonly string[]},
) => {
  if (!(error instanceof ExecaError)) return error;
  if (error.code === 'ENOENT') {
    return new UserError('TOOL_MISSING', `The command ${run.program} was not found.`, {cause: error});
  }
  const printed = [error.stdout, error.stderr].map(text).join('\n').trim().split('\n').slice(-TAIL_LINES);
  return new CommandFailed({
    ...run,
    exitCode: error.exitCode,
    signal: error.signal,
    tail: run.tail.length > 0 ? run.tail : printed,
    stdout: text(error.stdout),
    stderr: text(error.stderr),
    cause: error,
  });
};
