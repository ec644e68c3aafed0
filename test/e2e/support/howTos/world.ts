import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {type Run, runProgram} from '../cli.ts';
import {freePort, removeFromDocker} from '../deploys.ts';
import {type Accounts, startAccounts} from './accounts.ts';
import {makeClone, makeProject} from './folders.ts';
import type {Page, Step} from './page.ts';
import {sessionOf} from './session.ts';

/** A machine on which nobody has done anything yet: a home, a clone of this repository, a project, accounts. */
export interface World {
  accounts: Accounts;
  /** Does what the page says, to its end. */
  follow(page: Page): Promise<Run>;
  remove(): Promise<void>;
}

/** `shop`: steps that make the project of those who have one. */
export const freshWorld = async (shop: readonly Step[]): Promise<World> => {
  const home = mkdtempSync(path.join(tmpdir(), 'countable-home-'));
  const name = `shop-${randomBytes(3).toString('hex')}`;
  const accounts = await startAccounts();
  const clone = makeClone(path.join(home, 'countable-pipeline'));
  const meant = await readerOf({name, accounts});
  return {
    accounts,
    async follow({beginning, steps}) {
      const project = makeProject(home, name, beginning !== 'a repository');
      accounts.leaveFiles(home);
      mkdirSync(path.join(home, 'tmp'));
      const isNew = beginning === 'a clone';
      const ready = isNew
        ? ''
        : 'mkdir -p ~/.local/bin; ln -s ~/countable-pipeline/bin/countable ~/.local/bin';
      const made = beginning === 'the code' || beginning === 'a repository' ? [] : shop;
      const before = [
        `cd '${project}'`,
        sessionOf(ready, made.map(meant)),
        `cd '${isNew ? clone : project}'`,
      ];
      const session = path.join(home, 'session.sh');
      writeFileSync(session, `exec 2>&1\n${sessionOf(before.join('\n'), steps.map(meant))}\n`);
      const variables = {...environment(home, isNew), ...(isNew ? {} : accounts.access)};
      return runProgram([
        'env',
        '-i',
        ...Object.entries(variables).map(pair => pair.join('=')),
        'bash',
        session,
      ]);
    },
    async remove() {
      removeFromDocker({name});
      await accounts.stop();
      rmSync(home, {recursive: true});
    },
  };
};

/** Steps with the name, the ports and the addresses that this reader has, instead of those of the page. */
const readerOf = async ({name, accounts}: {name: string; accounts: Accounts}) => {
  const meant: [string | RegExp, string][] = [
    ['<name>', 'shop'],
    ['<environment>', 'stage'],
    ['<verb>', 'test'],
    [/\bshop\b/g, name],
    ['8098', `${await freePort()}`],
    ['8099', `${await freePort()}`],
    ...accounts.addresses,
  ];
  return (step: Step): Step => {
    const told = (text: string) => meant.reduce((so, [from, to]) => so.replaceAll(from, to), text);
    if (step.does === 'write') return {...step, text: told(step.text)};
    assert.doesNotMatch(told(step.command), /<[a-z]+>/, `line ${step.line}: nobody knows what stands there`);
    return {...step, command: told(step.command)};
  };
};

const environment = (home: string, isNew: boolean): Record<string, string> => ({
  HOME: home,
  TMPDIR: path.join(home, 'tmp'),
  PATH: [
    ...(isNew ? [] : [path.join(home, '.local/bin')]),
    path.dirname(process.execPath),
    '/usr/local/bin:/usr/bin:/bin',
  ].join(':'),
  NO_COLOR: '1',
  ...Object.fromEntries(
    ['DOCKER_HOST'].flatMap(key => (process.env[key] === undefined ? [] : [[key, process.env[key]]])),
  ),
});
