import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {bundle, checkout} from '../bundle.ts';

const git = (cwd: string, ...args: string[]) => execFileSync('git', args, {cwd, stdio: 'pipe'});

/** This repository alone, with the command as the sources are. */
export const makeClone = (folder: string): string => {
  git('.', 'clone', '--quiet', path.resolve('.'), folder);
  const {status, stderr} = bundle(checkout(folder));
  if (status !== 0) throw new Error(stderr);
  return folder;
};

/** Where projects of this name can be pushed to, at an address that GitHub would have. */
export const makeGitHost = (home: string, name: string): void => {
  mkdirSync(path.join(home, 'remotes'));
  git(home, 'init', '--quiet', '--bare', path.join(home, 'remotes', `${name}.git`));
  writeFileSync(
    path.join(home, '.gitconfig'),
    `[user]\nname = Ada\nemail = ada@example.org\n[url "${home}/remotes/"]\ninsteadOf = git@github.com:acme/\n`,
  );
};
