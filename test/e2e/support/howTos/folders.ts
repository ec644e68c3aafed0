import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {bundle, checkout} from '../bundle.ts';

const git = (cwd: string, ...args: string[]) => execFileSync('git', args, {cwd, stdio: 'pipe'});

let made: string | undefined;

/** This repository alone, with the command as the sources are. Made once a run of the tests, and copied for each reader. */
export const makeClone = (folder: string): string => {
  execFileSync('cp', ['--archive', (made ??= build()), folder]);
  return folder;
};

const build = (): string => {
  const own = mkdtempSync(path.join(tmpdir(), 'countable-clone-'));
  process.once('exit', () => {
    rmSync(own, {recursive: true});
  });
  const clone = path.join(own, 'countable-pipeline');
  git('.', 'clone', '--quiet', path.resolve('.'), clone);
  const {status, stderr} = bundle(checkout(clone));
  if (status !== 0) throw new Error(stderr);
  return clone;
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
