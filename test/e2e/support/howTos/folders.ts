import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {builtBundle} from '../builtCli.ts';

const git = (cwd: string, ...args: string[]) => execFileSync('git', args, {cwd, stdio: 'pipe'});

let made: string | undefined;

/**
 * This repository alone, with the command as the sources are. Made once a run of the tests; who works in it gets a copy, and a
 * link to it does for those who only run the command.
 */
export const makeClone = (folder: string, {isWorkedIn}: {isWorkedIn: boolean}): void => {
  made ??= build();
  if (isWorkedIn) execFileSync('cp', ['--archive', path.join(made, CLONE), folder]);
  else symlinkSync(path.join(made, CLONE), folder);
};

/** Where the command of those is unpacked who only run it. */
export const sharedCache = (): string => path.join((made ??= build()), 'cache');

const CLONE = 'countable-pipeline';

const build = (): string => {
  const own = mkdtempSync(path.join(tmpdir(), 'countable-clone-'));
  process.once('exit', () => {
    rmSync(own, {recursive: true});
  });
  const clone = path.join(own, CLONE);
  git('.', 'clone', '--quiet', '--shared', path.resolve('.'), clone);
  cpSync(builtBundle(), path.join(clone, 'resources/ca/countable/countable.mjs'));
  return own;
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
