import {EXIT} from '../errors/userError.ts';
import type {Warning} from '../result/result.ts';
import type {Finished} from './finished.ts';
import type {Voice} from './voice.ts';
import {warn} from './warn.ts';

/** What an ensure leaves: what could not be had is its error, after all that could; more of it is told before. */
export const withProblems = <R extends {problems: readonly Warning[]}>(
  result: R,
  voice: Pick<Voice, 'warn'>,
): Finished<R> => {
  const [problem, ...others] = result.problems;
  for (const other of others) warn(voice, other);
  return problem === undefined
    ? {result}
    : {result, error: {...problem, exitCode: EXIT.service, evidence: {}}};
};
