import type {Run, RunOptions} from '../../e2e/support/cli.ts';

/**
 * Runs `countable` to its end as the command does, with the same adapters, in the process of the tests. A mistake of ours is
 * thrown. Programs, the temporary folder and Node itself have the environment of the tests.
 */
export const inProcess = async (
  words: readonly string[],
  options: Pick<RunOptions, 'cwd' | 'env'> = {},
): Promise<Run> => {
  // Mocha loads the files of tests by `require`, which has modules of its own: an error that a verb throws, which is imported
  // when it is needed, would be of another class than ours.
  const {run} = await import('./command.ts');
  return run(words, options);
};
