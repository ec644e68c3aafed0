import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import type {Readable} from 'node:stream';
import {endGroup, remember} from '../processGroup.ts';
import type {Sink} from './lines.ts';

/** Why a program was ended by us: the verb was stopped, it took too long, or what it printed had no end. */
export type Reason = 'aborted' | 'late' | 'endless';

export interface Command {
  program: string;
  args: readonly string[];
  cwd?: string;
  /** Added to the environment of this process; `undefined` takes a variable away. */
  env?: Readonly<Record<string, string | undefined>>;
  input?: string;
}

export interface Sinks {
  stdout: Sink;
  stderr: Sink;
}

export interface Ending {
  exitCode: number | undefined;
  signal: NodeJS.Signals | undefined;
}

/** A program that runs, as the leader of a process group. */
export interface Program {
  /** Resolves once it has ended and what it printed was read. */
  ended: Promise<Ending>;
  /** Ends it with all that it started. Resolves when that is done, as far as it can be. */
  stop(graceMs: number): Promise<void>;
}

/** Rejects with the system's error where it cannot be started. `isCleaner`: goes on when this process is ended at once. */
export const startProgram = async (
  {program, args, cwd, env, input}: Command,
  sinks: Sinks,
  isCleaner: boolean,
): Promise<Program> => {
  const child = spawn(program, [...args], {
    cwd,
    env: {...process.env, ...env},
    // A session of its own as well: Ctrl-C reaches it once, through us.
    detached: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  // What comes after 'spawn' would be thrown at nobody.
  child.on('error', () => undefined);
  const ending = endingOf(child, sinks);
  // Where there is no room for another open file there are no streams.
  follow(child.stdout, sinks.stdout);
  follow(child.stderr, sinks.stderr);
  await once(child, 'spawn');
  if (!isCleaner) remember(child);
  // It may end before it has read everything.
  child.stdin?.on('error', () => undefined).end(input);
  letGoWhenSilent(child);
  return {
    ended: ending.promise,
    async stop(graceMs) {
      await endGroup(child, graceMs);
      letGo(child);
      // What hangs in the kernel does not end by SIGKILL either.
      if (child.exitCode === null && child.signalCode === null) ending.giveUp();
    },
  };
};

const endingOf = (child: ChildProcess, sinks: Sinks): {promise: Promise<Ending>; giveUp: () => void} => {
  let giveUp: () => void = () => undefined;
  const promise = new Promise<Ending>(resolve => {
    giveUp = () => {
      resolve({exitCode: undefined, signal: 'SIGKILL'});
    };
    child.once('close', (exitCode, signal) => {
      sinks.stdout.end();
      sinks.stderr.end();
      resolve({exitCode: exitCode ?? undefined, signal: signal ?? undefined});
    });
  });
  return {promise, giveUp};
};

const follow = (stream: Readable | null | undefined, sink: Sink): void => {
  stream
    ?.setEncoding('utf8')
    .on('data', (piece: string) => {
      sink.write(piece);
    })
    // What could not be read is missing; how the program ended is told by its ending.
    .on('error', () => undefined);
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
