import path from 'node:path';
import {CommandFailed, UserError} from '../errors/userError.ts';
import type {Files} from './files.ts';
import {gitRunner, unlessRefused} from './git/running.ts';
import type {Shell} from './shell.ts';

/** What there is of a repository that was begun here. */
export interface Begun {
  /** What `mark` was told, here or where it was cloned from; undefined in one that nobody of us has begun. */
  mark: string | undefined;
  hasCommit: boolean;
  /** Besides git's own. */
  hasFiles: boolean;
  /** Of `origin`. */
  remoteUrl: string | undefined;
}

/** Repositories that are begun here. All of it may be done twice. */
export interface Repositories {
  /** Undefined where the folder is no repository itself, whatever is above it. */
  look(folder: string): Promise<Begun | undefined>;
  /** Throws GIT_NOBODY where git does not know who commits; who says that for some folders alone is known once there is one. */
  requireIdentity(repository: string | undefined): Promise<void>;
  /** An empty one, on its first branch. */
  begin(folder: string, mark: string, branch: string): Promise<void>;
  /** All that is there, with what was marked; all branches begin at it in one moment. */
  commit(folder: string, message: string, branches: readonly string[]): Promise<void>;
  /** Names of branches there. Throws REMOTE_REFUSED. */
  branchesAt(url: string): Promise<string[]>;
  setRemote(folder: string, url: string): Promise<void>;
  /** Throws REMOTE_REFUSED. Replaces nothing that is there. */
  push(folder: string, branches: readonly string[]): Promise<void>;
}

const MARK = 'countable.skeleton';
const TRAILER = 'Skeleton';

export const createRepositories = (shell: Shell, files: Pick<Files, 'exists'>): Repositories => {
  const run = gitRunner(shell);
  const git = async (cwd: string, ...args: string[]): Promise<string> => (await run(args, {cwd})).trim();
  const asked = (cwd: string, ...args: string[]): Promise<string | undefined> =>
    unlessRefused(git(cwd, ...args));
  const atRemote = async (asks: string, work: () => Promise<string>): Promise<string> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof CommandFailed ? refused(error, asks) : error;
    }
  };

  return {
    async look(folder) {
      if (!(await files.exists(path.join(folder, '.git')))) return undefined;
      const [mark, head, remoteUrl, all] = await Promise.all([
        asked(folder, 'config', '--local', MARK),
        asked(folder, 'rev-parse', '--verify', '--quiet', 'HEAD'),
        asked(folder, 'config', '--local', 'remote.origin.url'),
        asked(folder, 'status', '--porcelain', '--ignored'),
      ]);
      const told = head && (await asked(folder, 'log', '--max-parents=0', `--format=${trailerOf}`, 'HEAD'));
      const hasCommit = head !== undefined;
      return {mark: mark ?? (told || undefined), hasCommit, hasFiles: hasCommit || all !== '', remoteUrl};
    },

    async requireIdentity(repository) {
      if ((await asked(repository ?? '/', 'var', 'GIT_AUTHOR_IDENT')) !== undefined) return;
      const mayBeElsewhere =
        repository === undefined &&
        (await asked('/', 'config', '--get-regexp', '^includeif[.]')) !== undefined;
      if (!mayBeElsewhere) throw nobody();
    },

    async begin(folder, mark, branch) {
      await git(folder, 'init', '--quiet');
      await git(folder, 'symbolic-ref', 'HEAD', `refs/heads/${branch}`);
      await git(folder, 'config', '--local', MARK, mark);
    },

    async commit(folder, message, branches) {
      const mark = await git(folder, 'config', '--local', MARK);
      await git(folder, 'add', '--all');
      const tree = await git(folder, 'write-tree');
      const words = ['-m', message, '-m', `${TRAILER}: ${mark}`];
      const commit = await git(folder, 'commit-tree', tree, ...words).catch((error: unknown) => {
        throw error instanceof CommandFailed && /tell me who you are/.test(error.tail.join(' '))
          ? nobody()
          : error;
      });
      const input = branches.map(branch => `create refs/heads/${branch} ${commit}\n`).join('');
      await run(['update-ref', '--stdin'], {cwd: folder, input});
    },

    async branchesAt(url) {
      const told = await atRemote('answer', () => git('/', 'ls-remote', '--heads', '--', url));
      return told.split('\n').flatMap(line => line.split('refs/heads/')[1] ?? []);
    },

    async setRemote(folder, url) {
      await git(folder, 'remote', 'add', 'origin', url);
    },

    async push(folder, branches) {
      await atRemote('take it', () =>
        git(folder, 'push', '--quiet', '--set-upstream', 'origin', ...branches),
      );
    },
  };
};

const nobody = (): UserError =>
  new UserError('GIT_NOBODY', 'git does not know who you are, and every commit says so.');

const trailerOf = `%(trailers:key=${TRAILER},valueonly)`;

/** What git says at the end whatever the cause was. */
const ALWAYS =
  /^(hint:|error: failed to push some refs|fatal: Could not read from remote|Please make sure|and the repository exists)/;

const refused = (failed: CommandFailed, asks: string): UserError => {
  const said = failed.tail.map(line => line.trim()).filter(Boolean);
  const reason = said.findLast(line => !ALWAYS.test(line)) ?? said.at(-1) ?? failed.message;
  return new UserError(
    'REMOTE_REFUSED',
    `The repository's host does not ${asks}: ${reason.replace(/^fatal: /, '')}`,
    {where: '--remote', evidence: {log: {source: 'git', lines: said.slice(-20)}}, cause: failed},
  );
};
