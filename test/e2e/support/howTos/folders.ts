import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {bundle, checkout} from '../bundle.ts';

/** What the page add-a-project writes before the compose files. */
export const SHOP = path.join(import.meta.dirname, '../../../fixtures/shop');

const git = (cwd: string, ...args: string[]) => execFileSync('git', args, {cwd, stdio: 'pipe'});

/** This repository alone, with the command as the sources are. */
export const makeClone = (folder: string): string => {
  git('.', 'clone', '--quiet', path.resolve('.'), folder);
  const {status, stderr} = bundle(checkout(folder));
  if (status !== 0) throw new Error(stderr);
  return folder;
};

/** On develop, with a remote of a name that GitHub would have: nothing, or code without compose files. */
export const makeProject = (home: string, name: string, hasCode: boolean): string => {
  const [project, remote] = [path.join(home, name), path.join(home, 'remotes', `${name}.git`)];
  mkdirSync(project);
  if (hasCode) cpSync(SHOP, project, {recursive: true});
  mkdirSync(path.join(home, 'remotes'));
  git(home, 'init', '--quiet', '--bare', remote);
  writeFileSync(
    path.join(home, '.gitconfig'),
    `[user]\nname = Ada\nemail = ada@example.org\n[url "${home}/remotes/"]\ninsteadOf = git@github.com:acme/\n`,
  );
  git(project, 'init', '--quiet', '--initial-branch=develop');
  git(project, 'remote', 'add', 'origin', `git@github.com:acme/${name}.git`);
  git(project, 'add', '--all');
  git(
    project,
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@example.org',
    'commit',
    '--quiet',
    '--allow-empty',
    '-m',
    'Begin',
  );
  return project;
};
