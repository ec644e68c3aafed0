import type {GitFacts} from '../domain/facts.ts';
import {CommandFailed, UserError} from '../errors.ts';
import type {Shell} from './shell.ts';

/** The git repository a folder belongs to. Reads; never changes it. */
export interface Git {
  /** Facts of what is checked out; undefined where there is no git repository or no commit yet. Throws GIT_MISSING. */
  facts(): Promise<GitFacts | undefined>;
  /** Whether `older` is `newer` or one of its ancestors; undefined when a commit is unknown here, as in a shallow clone. */
  isAncestor(older: string, newer: string): Promise<boolean | undefined>;
  /** The files under version control, submodules' included, relative to the root; undefined where there are none. */
  files(): Promise<string[] | undefined>;
}

const FIELDS = ['%H', '%aN', '%aE', '%s'];

export const createGit = (shell: Shell, directory: string): Git => {
  // Without this `git status` writes the index anew.
  const options = {cwd: directory, env: {GIT_OPTIONAL_LOCKS: '0'}};
  const git = async (...args: string[]): Promise<string> => (await shell.run('git', args, options)).stdout;

  /** Undefined when git says no by its exit code. */
  const ask = async (...args: string[]): Promise<string | undefined> => {
    try {
      return await git(...args);
    } catch (error) {
      if (error instanceof CommandFailed) return undefined;
      throw missing(error);
    }
  };

  return {
    async facts() {
      const [log, branch, remoteUrl, status] = await Promise.all([
        ask('log', '-1', '--no-show-signature', `--format=${FIELDS.join('%x00')}`),
        ask('symbolic-ref', '--quiet', '--short', 'HEAD'),
        ask('config', '--get', 'remote.origin.url'),
        ask('status', '--porcelain', '--untracked-files=no', '--ignore-submodules=dirty'),
      ]);
      if (log === undefined) return undefined;
      const [commit = '', name = '', email = '', subject = ''] = log.split('\0');
      return {
        commit,
        branch: branch ?? null,
        author: {name, email},
        subject,
        remoteUrl: remoteUrl ?? null,
        dirty: status !== undefined && status !== '',
      };
    },

    async isAncestor(older, newer) {
      try {
        await git('merge-base', '--is-ancestor', older, newer);
        return true;
      } catch (error) {
        if (!(error instanceof CommandFailed)) throw missing(error);
        return error.exitCode === 1 ? false : undefined;
      }
    },

    async files() {
      return (await ask('ls-files', '-z', '--recurse-submodules'))?.match(/[^\0]+/g) ?? undefined;
    },
  };
};

const missing = (error: unknown): unknown =>
  error instanceof UserError && error.code === 'TOOL_MISSING'
    ? new UserError('GIT_MISSING', 'The git command was not found.', {cause: error})
    : error;
