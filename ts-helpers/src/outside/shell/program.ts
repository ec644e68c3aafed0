import type {ChildProcess} from 'node:child_process';
import type {execa as Execa} from 'execa';
import {type Command, type Ending, MOST_COLLECTED} from './command.ts';
import {hasNul} from './failure.ts';
import {endGroup, remember} from '../processGroup.ts';
import type {Lines} from './output.ts';

/** A program that runs, as the leader of a process group. */
export interface Program {
  /** Resolves once it has ended and what it printed was read. Rejects with the system's error where it cannot be started. */
  ended: Promise<Ending>;
  /** Ends it with all that it started. Resolves when that is done, as far as it can be. */
  stop(): Promise<void>;
}

export interface Running {
  /** Takes what is printed; without it that is collected. */
  lines: Lines | undefined;
  /** So long it may clean up when it is ended. */
  graceMs: number;
  /** Goes on when this process is ended at once. */
  isCleaner: boolean;
}

/** Throws UNSAFE_NAME. */
export const startProgram = async (
  command: Command,
  {lines, graceMs, isCleaner}: Running,
): Promise<Program> => {
  // Loading it takes longer than running a program.
  const {execa} = await import('execa');
  const run = started(execa, command, {graceMs, buffer: lines === undefined});
  const child = run.nodeChildProcess;
  if (lines !== undefined) follow(child, lines);
  if (!isCleaner) remember(child);
  letGoWhenSilent(child);
  const abandoned = Promise.withResolvers<Ending>();
  return {
    ended: Promise.race([endingOf(run, lines), abandoned.promise]),
    async stop() {
      await endGroup(child, graceMs);
      letGo(child);
      // What hangs in the kernel does not end by SIGKILL either.
      if (child.exitCode === null && child.signalCode === null)
        abandoned.resolve({exitCode: undefined, signal: 'SIGKILL', stdout: '', stderr: ''});
    },
  };
};

const started = (
  execa: typeof Execa,
  {program, args, cwd, env, input}: Command,
  {graceMs, buffer}: {graceMs: number; buffer: boolean},
) => {
  if ([program, ...args].some(word => word.includes('\0'))) throw hasNul(program);
  return execa(program, args, {
    ...(cwd !== undefined && {cwd}),
    ...(env !== undefined && {env}),
    ...(input === undefined ? {stdin: 'ignore' as const} : {input}),
    buffer,
    maxBuffer: MOST_COLLECTED,
    reject: false,
    // A session of its own as well: Ctrl-C reaches it once, through us.
    killDescendants: true,
    forceKillAfterDelay: graceMs,
    cleanup: false,
  });
};

const endingOf = async (run: ReturnType<typeof started>, lines: Lines | undefined): Promise<Ending> => {
  const {exitCode, signal, stdout = '', stderr = '', isMaxBuffer, cause} = await run;
  if (exitCode === undefined && signal === undefined) throw cause;
  lines?.sinks.stdout.end();
  lines?.sinks.stderr.end();
  return {exitCode, signal, stdout, stderr, isEndless: isMaxBuffer};
};

const follow = ({stdout, stderr}: ChildProcess, {sinks}: Lines): void => {
  for (const [stream, sink] of [
    [stdout, sinks.stdout],
    [stderr, sinks.stderr],
  ] as const)
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      sink.write(piece);
    });
};

/** So long what a program left running in the background may be silent until nobody listens to it any more. */
const SILENCE_MS = 2_000;

const letGoWhenSilent = (child: ChildProcess): void => {
  child.once('exit', () => {
    const silence = setTimeout(() => {
      letGo(child);
    }, SILENCE_MS);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', () => silence.refresh());
    child.once('close', () => {
      clearTimeout(silence);
    });
  });
};

/** Waits no longer for a program, nor for those that hold its streams open. */
const letGo = (child: ChildProcess): void => {
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.unref();
};
