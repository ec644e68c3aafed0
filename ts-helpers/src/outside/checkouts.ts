import path from 'node:path';
import {CommandFailed, UserError} from '../errors/userError.ts';
import {gitRunner, unlessRefused} from './git/running.ts';
import type {Shell} from './shell.ts';

/** Clones that people work in. */
export interface Checkouts {
  /** With its submodules. Throws CLONE_FAILED and GIT_MISSING; what it made until then git removes. */
  clone(url: string, folder: string, onLine: (line: string) => void): Promise<void>;
  /** A file within git's own folder, which is never committed; undefined where there is no repository. */
  ownFile(folder: string, name: string): Promise<string | undefined>;
}

export const createCheckouts = (shell: Shell): Checkouts => {
  const git = gitRunner(shell);
  return {
    async clone(url, folder, onLine) {
      try {
        await git(['clone', '--recurse-submodules', '--', url, folder], {onLine});
      } catch (error) {
        throw error instanceof CommandFailed ? notCloned(error, folder) : error;
      }
    },

    async ownFile(folder, name) {
      const place = await unlessRefused(git(['rev-parse', '--git-path', name], {cwd: folder}));
      return place === undefined ? undefined : path.resolve(folder, place.trim());
    },
  };
};

const notCloned = (failed: CommandFailed, folder: string): UserError => {
  const said = failed.tail.map(line => line.trim()).filter(Boolean);
  const reason = said.findLast(line => line.startsWith('fatal: ')) ?? said.at(-1) ?? failed.message;
  const remedy = REMEDIES.find(([pattern]) => pattern.test(said.join('\n')))?.[1];
  return new UserError('CLONE_FAILED', `git could not clone it: ${reason.replace(/^fatal: /, '')}`, {
    where: folder,
    ...(remedy !== undefined && {remedy}),
    evidence: {log: {source: 'git clone', lines: said.slice(-20)}},
    cause: failed,
  });
};

const UNREACHED =
  /Could not resolve host|Connection refused|Connection timed out|No route to host|Network is unreachable/;

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /Host key verification failed/,
    'Say once that you know the host, by ssh with the user and host of the address: ssh -T git@HOST. Then run it again.',
  ],
  [UNREACHED, 'Correct the address, or see whether this machine reaches it: its network, a VPN.'],
  [
    /Permission denied|Could not read from remote repository/,
    'Give the host your public key (ssh-add -l lists what you have), and see that you may read the repository. A key with a passphrase: ssh-add first.',
  ],
  [
    /could not read Username|Authentication failed|terminal prompts disabled/,
    'Clone it by hand, where git can ask you: git clone. Then run `countable up` in its folder. Or use its address of SSH.',
  ],
];
