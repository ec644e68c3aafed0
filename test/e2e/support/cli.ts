import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import type {Readable} from 'node:stream';
import {builtCli} from './builtCli.ts';
import {checkShape} from './leftShape.ts';

export interface Run {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Another user, and his group. */
  uid?: number;
  gid?: number;
  /** On its stdin. */
  input?: Readable;
  /** Called with the process as soon as it runs. */
  onStart?: (child: ChildProcess) => void;
}

/** Less than a test may take, so that what never ends does not outlive the test that started it. No slow machine takes it. */
const NEVER_ENDS_MS = 570_000;

/** Runs a program to its end, with nothing on stdin unless it is given. */
export const runProgram = async (
  [program = '', ...args]: readonly string[],
  {cwd, env, uid, gid, input, onStart}: RunOptions = {},
): Promise<Run> => {
  const child = spawn(program, args, {
    cwd,
    env: {...process.env, NO_COLOR: '1', ...env},
    ...(uid !== undefined && {uid}),
    ...(gid !== undefined && {gid}),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    timeout: NEVER_ENDS_MS,
    killSignal: 'SIGKILL',
  });
  const printed = {stdout: '', stderr: ''};
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
    });
  }
  if (input !== undefined && child.stdin !== null) input.pipe(child.stdin);
  onStart?.(child);
  await once(child, 'close');
  return {exitCode: child.exitCode, ...printed};
};

/** Before a program: a user that has no name, no home and no group. */
export const NAMELESS: readonly string[] = [
  'setpriv',
  '--reuid=54321',
  '--regid=54321',
  '--clear-groups',
  'env',
  '--unset=HOME',
];

/** Runs `countable` to its end. */
export const countable = async (words: readonly string[], options: RunOptions = {}): Promise<Run> => {
  const run = await runProgram([...builtCli(), ...words], options);
  checkShape(words, run.stdout);
  return run;
};
