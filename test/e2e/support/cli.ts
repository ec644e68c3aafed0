import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
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

/** Less than a test may take, so that what never ends is told by what ran, and outlives no test. No slow machine takes it. */
const NEVER_ENDS_MS = 570_000;

/** All but the kernel's own, as a tree. */
const PROCESSES = ['--ppid', '2', '-p', '2', '--deselect', '-o', 'pid,stat,etime,wchan:20,args', '--forest'];

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
  });
  let ranThen: string | undefined;
  const over = setTimeout(() => {
    const ps = spawnSync('ps', PROCESSES, {encoding: 'utf8'});
    ranThen = ps.error?.message ?? ps.stdout;
    child.kill('SIGKILL');
  }, NEVER_ENDS_MS);
  const printed = {stdout: '', stderr: ''};
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
    });
  }
  if (input !== undefined && child.stdin !== null) input.pipe(child.stdin);
  onStart?.(child);
  try {
    await once(child, 'close');
  } finally {
    clearTimeout(over);
  }
  if (ranThen !== undefined)
    throw new Error(`it did not end: ${program} ${args.join(' ')}\n${printed.stderr}\nWhat ran:\n${ranThen}`);
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
