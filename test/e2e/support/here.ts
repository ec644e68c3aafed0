import process from 'node:process';
import {inProcess} from '../../outside/support/inProcess.ts';
import {countable, type Run, type RunOptions} from './cli.ts';

let isBusy = false;

/** What Node makes of itself, and secrets that the program reads and hides before the verb begins. */
const OF_A_PROGRAM = ['NODE_OPTIONS', 'COUNTABLE_ENV_FILE', 'COUNTABLE_TEST_ENV_FILE'];

/**
 * Runs `countable` on the real engine as `countable` of `cli.ts` does, but in the process of the tests, which spares the start
 * of a program. One at a time: what runs beside it, is another user's, is to be stopped, or changes Node itself, is a program.
 */
export const countableHere = async (words: readonly string[], options: RunOptions = {}): Promise<Run> => {
  const {cwd = process.cwd(), env = {}, uid, gid, onStart} = options;
  const needs = [uid, gid, onStart, ...OF_A_PROGRAM.map(name => env[name])];
  if (isBusy || needs.some(needed => needed !== undefined)) return countable(words, options);
  isBusy = true;
  try {
    return await having({cwd, env}, () => inProcess(words, {cwd, env}));
  } finally {
    isBusy = false;
  }
};

/** What programs have that the verb starts, where temporary files and relative names lie: the verb does not hand it on. */
const having = async <T>(
  {cwd, env}: {cwd: string; env: NodeJS.ProcessEnv},
  work: () => Promise<T>,
): Promise<T> => {
  const before = {...process.env};
  const folder = process.cwd();
  process.chdir(cwd);
  become({...before, NO_COLOR: '1', ...env});
  try {
    return await work();
  } finally {
    become(before);
    process.chdir(folder);
  }
};

const become = (env: NodeJS.ProcessEnv): void => {
  for (const key of Object.keys(process.env))
    if (env[key] === undefined) Reflect.deleteProperty(process.env, key);
  for (const [key, value] of Object.entries(env)) if (value !== undefined) process.env[key] = value;
};
