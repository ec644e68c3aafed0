import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {type Run, runProgram} from '../cli.ts';
import {freePort, HURRIED, removeFromDocker} from '../deploys.ts';
import {type Accounts, startAccounts} from './accounts.ts';
import {makeClone, makeGitHost, sharedCache} from './folders.ts';
import type {Page, Step} from './page.ts';
import {sessionOf} from './session.ts';

/** A machine on which nobody has done anything yet: a home with a clone of this repository, and accounts. */
export interface World {
  /** Does what the pages say, to the end of each; what one of them left, the next finds. Answers with the last session. */
  follow(pages: readonly Page[]): Promise<Run>;
  remove(): Promise<void>;
}

/** `shop`: steps that make the project of those who have one. */
export const freshWorld = (shop: readonly Step[]): World => {
  const home = mkdtempSync(path.join(tmpdir(), 'countable-home-'));
  const suffix = randomBytes(3).toString('hex');
  let accounts: Accounts | undefined;
  let project: string | undefined;
  mkdirSync(path.join(home, 'tmp'));
  return {
    async follow(pages) {
      const [{beginning} = {beginning: undefined}] = pages;
      const isNew = beginning === 'a clone';
      const made = beginning === 'an empty home' ? [] : shop;
      const clone = path.join(home, 'countable-pipeline');
      makeClone(clone, {isWorkedIn: isNew});
      project = projectOf([...made, ...pages.flatMap(({steps}) => steps)]);
      makeGitHost(home, `${project}-${suffix}`);
      accounts = await startAccounts(JSON.stringify(pages));
      if (beginning !== 'an empty home') accounts.leaveFiles(home);
      const meant = await readerOf({project, suffix, accounts});
      const variables = {...environment(home, isNew), ...(isNew ? {} : accounts.access)};
      let before = ['cd', ...(isNew ? [] : [LINK]), sessionOf('', made.map(meant))];
      if (isNew) before.push(`cd '${clone}'`);
      let run: Run | undefined;
      for (const {steps} of pages) {
        const session = path.join(home, 'session.sh');
        writeFileSync(session, `exec 2>&1\n${sessionOf(before.join('\n'), steps.map(meant))}\n`);
        const words = Object.entries(variables).map(pair => pair.join('='));
        run = await runProgram(['env', '-i', ...words, 'bash', session]);
        if (run.exitCode !== 0) return run;
        before = [`cd ~/${project}-${suffix}`];
      }
      assert.ok(run, 'there is no page');
      return run;
    },
    async remove() {
      if (project !== undefined) removeFromDocker({name: `${project}-${suffix}`});
      await accounts?.stop();
      rmSync(home, {recursive: true});
    },
  };
};

/** What run-on-a-laptop says, which the pages name that need it. */
const LINK = 'mkdir -p ~/.local/bin; ln -s ~/countable-pipeline/bin/countable ~/.local/bin';

/** The folder in which the reader makes a repository. */
const projectOf = (steps: readonly Step[]): string => {
  const commands = steps.flatMap(step => (step.does === 'run' ? [step.command] : []));
  const [, project] = /^(?:git init .*~\/|countable new )([\w-]+)/m.exec(commands.join('\n')) ?? [];
  assert.ok(project, 'the reader has no repository');
  return project;
};

/** Steps with the names, the ports and the addresses that this reader has, instead of those of the page. */
const readerOf = async (reader: {project: string; suffix: string; accounts: Accounts}) => {
  const own = (name: string) => `${name}-${reader.suffix}`;
  const {project} = reader;
  const meant: [string | RegExp, string][] = [
    ['<name>', 'shop'],
    ['<environment>', 'stage'],
    ['<verb>', 'test'],
    // Nobody is told how long it takes to be healthy, and an answer that comes late is waited for as long.
    ['interval: 3s', 'interval: 1s'],
    ['retries: 20', 'retries: 60'],
    // Their names are words of YAML, too.
    ...(project === 'shop'
      ? []
      : ([
          [`~/${project}`, `~/${own(project)}`],
          [`${project}-stage`, `${own(project)}-stage`],
        ] as [string, string][])),
    [/\bshop\b/g, own('shop')],
    ['8098', `${await freePort()}`],
    ['8099', `${await freePort()}`],
    ...reader.accounts.addresses,
  ];
  return (step: Step): Step => {
    const told = (text: string) => meant.reduce((so, [from, to]) => so.replaceAll(from, to), text);
    if (step.does === 'write') return {...step, text: told(step.text)};
    assert.doesNotMatch(told(step.command), /<[a-z]+>/, `line ${step.line}: nobody knows what stands there`);
    return {...step, command: told(step.command)};
  };
};

/** Where programs lie that the gate installs for itself. */
const foldersOf = (...programs: string[]): string[] =>
  (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter(folder => programs.some(program => existsSync(path.join(folder, program))));

const environment = (home: string, isNew: boolean): Record<string, string> => ({
  HOME: home,
  TMPDIR: path.join(home, 'tmp'),
  PATH: [
    ...(isNew ? [] : [path.join(home, '.local/bin')]),
    path.dirname(process.execPath),
    ...foldersOf('sops', 'age'),
    '/usr/local/bin:/usr/bin:/bin',
  ].join(':'),
  NO_COLOR: '1',
  ...(isNew ? {} : {XDG_CACHE_HOME: sharedCache()}),
  // Pages that write a file of the organisation name it themselves.
  COUNTABLE_CONFIG: HURRIED,
  ...Object.fromEntries(
    ['DOCKER_HOST'].flatMap(key => (process.env[key] === undefined ? [] : [[key, process.env[key]]])),
  ),
});
