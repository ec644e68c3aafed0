import type {GitFacts} from '../history/gitFacts.ts';
import type {GitCommit} from '../history/mergers.ts';
import type {Person} from '../history/people.ts';
import {CommandFailed, UserError} from '../errors/userError.ts';
import {garbled} from './garbled.ts';
import {type Added, readAdded} from './git/added.ts';
import {COMMIT_FORMAT, commitReader} from './git/commits.ts';
import {createGraph, type Graph} from './git/graph.ts';
import {createInvestigator, type Investigator} from './git/investigator.ts';
import {type Listing, listFiles} from './git/listing.ts';
import {gitRefusal, isNothingThere} from './git/refusal.ts';
import {missing} from './git/running.ts';
import type {Shell} from './shell.ts';

/** The git repository a folder belongs to. Reads; never changes it. */
export interface Git extends Investigator, Graph {
  /**
   * Facts of what is checked out; undefined where there is no git repository or no commit yet. Throws GIT_MISSING, and
   * GIT_REFUSED where there is a repository that git does not read.
   */
  facts(): Promise<GitFacts | undefined>;
  /**
   * The files under version control, submodules' included, relative to the folder; undefined where there are none.
   * With `untracked` also those that are not added yet and not ignored. Throws as `facts` does.
   */
  files(which: {untracked: boolean}): Promise<Listing | undefined>;
  /** Those of these files that git is told to ignore. */
  ignored(files: readonly string[]): Promise<string[]>;
  /**
   * What HEAD has and `since` has not, newest first, authors by .mailmap; all that HEAD has where `since` is undefined.
   * Of no more than so many commits, naming no more than so many files in all. Undefined when `since` is unknown here.
   */
  commits(
    since: string | undefined,
    most: {commits: number; files: number},
  ): Promise<GitCommit[] | undefined>;
  /** Authors of the newest commits, by .mailmap, each once, the newest first. */
  authors(): Promise<Person[]>;
  /** Files that differ between the commit and HEAD; undefined when the commit is unknown here. */
  changedFiles(since: string): Promise<string[] | undefined>;
  /** A file's text in a commit; undefined when it is not there, or too long to be written by people. */
  show(commit: string, file: string): Promise<string | undefined>;
  /** What commits of all branches added to files, newest first, within MOST_ADDED: `isWhole` where that was all of it. */
  added(): Promise<{added: Added[]; isWhole: boolean}>;
}

/** Of that many commits the authors are read, to find addresses. */
const AUTHORS_FROM = 5_000;
const LONGEST_TEXT = 1_000_000;

/** Git's exit code where a setting or a branch is not there. */
const SAYS_NO = 1;
const COMMIT_ID = /^[0-9a-f]{40,64}$/;
const FIELDS = ['%H', '%aN', '%aE', '%s'];

export const createGit = (shell: Shell, directory: string): Git => {
  // Without the first `git status` writes the index anew; without the second git speaks the user's language.
  const options = {cwd: directory, env: {GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C'}};
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

  /** Undefined where there is nothing to read. Throws GIT_REFUSED where there is, and git does not. */
  const read = async (
    folder: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<string | undefined> => {
    try {
      const place = {cwd: folder, env: {...options.env, ...env}};
      return (await shell.run('git', args, place)).stdout;
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw missing(error);
      if (await isNothingThere(error, folder)) return undefined;
      throw gitRefusal(error, folder);
    }
  };

  return {
    async facts() {
      const [log, branch, urls, status] = await Promise.all([
        read(directory, ['log', '-1', '--no-show-signature', `--format=${FIELDS.join('%x00')}`]),
        read(directory, ['symbolic-ref', '--quiet', '--short', 'HEAD']).catch(unlessNo),
        read(directory, ['config', '--null', '--get-regexp', String.raw`^remote\..*\.url$`]).catch(unlessNo),
        read(directory, ['status', '--porcelain', '-z', '--ignore-submodules=dirty']),
      ]);
      if (log === undefined) return undefined;
      const remotes = remotesOf(urls ?? '');
      const [commit = '', name = '', email = '', subject = ''] = log.split('\0');
      if (!COMMIT_ID.test(commit)) throw garbled('git log', log);
      return {
        commit,
        branch: branch ?? null,
        author: {name, email},
        subject,
        remoteUrl: remotes.get('origin') ?? (remotes.size === 1 ? [...remotes.values()][0] : null) ?? null,
        remotes: [...remotes.keys()],
        ...changesIn(status ?? ''),
      };
    },

    async commits(since, most) {
      const range = since === undefined ? ['HEAD'] : [`${since}..HEAD`];
      const reader = commitReader(most.files);
      const args = [
        'log',
        '--no-show-signature',
        '--no-renames',
        '--name-only',
        COMMIT_FORMAT,
        '-n',
        `${most.commits}`,
      ];
      try {
        await shell.run('git', ['-c', 'core.quotePath=false', ...args, ...range, '--'], {
          ...options,
          onLine: reader.read,
        });
      } catch (error) {
        if (error instanceof CommandFailed) return undefined;
        throw missing(error);
      }
      return reader.commits;
    },

    async authors() {
      const log = await ask('log', '--no-show-signature', '--format=%aN%x00%aE', '-n', `${AUTHORS_FROM}`);
      const people = [...new Set(log?.split('\n'))].map(line => line.split('\0'));
      return people.map(([name = '', email = '']) => ({name, email}));
    },

    changedFiles: async since =>
      (await ask('diff', '--name-only', '--no-renames', '-z', since, 'HEAD', '--'))
        ?.split('\0')
        .filter(Boolean),

    ...createGraph(ask),

    async show(commit, file) {
      const size = Number(await ask('cat-file', '-s', `${commit}:${file}`));
      return size <= LONGEST_TEXT ? ask('cat-file', 'blob', `${commit}:${file}`) : undefined;
    },

    added: () => readAdded(shell, options, missing),

    ...createInvestigator(shell, options, missing),

    files: which => listFiles(read, directory, which),

    async ignored(files) {
      try {
        const given = {...options, input: files.join('\0')};
        const {stdout} = await shell.run('git', ['check-ignore', '-z', '--stdin'], given);
        return stdout.split('\0').filter(Boolean);
      } catch (error) {
        // None of them, or a path that git does not follow: into a submodule, through a link.
        if (error instanceof CommandFailed) return [];
        throw missing(error);
      }
    },
  };
};

/** Of questions that git answers by its exit code: there is no such setting, or no branch. */
const unlessNo = (error: unknown): undefined => {
  const cause = error instanceof UserError ? error.cause : undefined;
  if (cause instanceof CommandFailed && cause.exitCode === SAYS_NO) return undefined;
  throw error;
};

/** Addresses by the name of the remote, from `remote.<name>.url`, a line break, and the address; the first of several. */
const remotesOf = (entries: string): Map<string, string> => {
  const remotes = new Map<string, string>();
  for (const entry of entries.split('\0')) {
    const [key = '', url] = entry.split('\n');
    const name = key.slice('remote.'.length, -'.url'.length);
    if (url !== undefined && !remotes.has(name)) remotes.set(name, url);
  }
  return remotes;
};

const changesIn = (status: string): Pick<GitFacts, 'dirty' | 'untracked'> => {
  const entries = status.split('\0').filter(Boolean);
  const untracked = entries.filter(entry => entry.startsWith('?? '));
  return {dirty: entries.length > untracked.length, untracked: untracked.length > 0};
};
