import {CommandFailed, UserError} from '../../errors/userError.ts';
import {installingHere} from '../distribution.ts';
import type {RunOptions, Shell} from '../shell.ts';

/** What git prints, in English. Throws CommandFailed and GIT_MISSING. */
export type RunGit = (args: readonly string[], options?: RunOptions) => Promise<string>;

/** For what changes a repository, or reaches another one. */
export const gitRunner =
  (shell: Shell): RunGit =>
  async (args, options = {}) => {
    try {
      // Whoever is asked here would not see it: there is no terminal for it.
      const env = {...options.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C'};
      return (await shell.run('git', args, {...options, env})).stdout;
    } catch (error) {
      throw missing(error);
    }
  };

/** Undefined where git says no by its exit code. */
export const unlessRefused = async (asked: Promise<string>): Promise<string | undefined> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof CommandFailed) return undefined;
    throw error;
  }
};

/** That git is not there has a code of its own. */
export const missing = (error: unknown): unknown =>
  error instanceof UserError && error.code === 'TOOL_MISSING'
    ? new UserError('GIT_MISSING', 'The git command was not found.', {
        remedy: installingHere('git'),
        cause: error,
      })
    : error;
