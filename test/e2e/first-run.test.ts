import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {countable} from './support/cli.ts';

describe('the first run of somebody who is new', () => {
  let home: string;
  const at = (name: string) => path.join(home, name);
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(at(file)), {recursive: true});
    writeFileSync(at(file), text);
  };
  const run = (words: readonly string[], folder = 'My shop') => countable(words, {cwd: at(folder)});
  const COMPOSE = 'services: {test: {image: busybox:1.35, command: "true"}}\n';

  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'countable-first-'));
    mkdirSync(at('My shop'));
  });
  afterEach(() => {
    rmSync(home, {recursive: true});
  });

  for (const [what, prepare] of [
    ['an empty folder', () => undefined],
    ['an empty repository', () => execFileSync('git', ['init', '--quiet', at('My shop')])],
  ] as const)
    it(`in ${what} says that there is no project`, async () => {
      prepare();
      for (const verb of [['plan'], ['test'], ['pipeline'], ['deploy', 'stage']]) {
        const {exitCode, stderr} = await run(verb);
        assert.equal(exitCode, 4, stderr);
        assert.match(
          stderr,
          /NOT_A_PROJECT: There is no docker-compose\.yml or .* in this project\.\n {2}where {3}\S*\/My shop\n/,
          verb[0],
        );
      }
    });

  it('in a project without git or remote takes the folder’s name', async () => {
    write('My shop/docker-compose.yml', COMPOSE);
    for (const prepare of [() => undefined, () => execFileSync('git', ['init', '--quiet', at('My shop')])]) {
      prepare();
      const {exitCode, stdout, stderr} = await run(['plan', '--json']);
      assert.equal(exitCode, 0, stderr);
      assert.equal((JSON.parse(stdout) as {build: {project: string}}).build.project, 'My-shop');
    }
  });

  it('names the compose file that lies a folder below, and how to say so', async () => {
    write('My shop/infra/docker-compose.yml', COMPOSE);
    write('My shop/node_modules/x/docker-compose.yml', COMPOSE);
    const {stderr} = await run(['plan']);
    assert.match(
      stderr,
      /There is infra\/docker-compose\.yml: set `compose: \{file: infra\/docker-compose\.yml\}`/,
    );
    assert.doesNotMatch(stderr, /node_modules/);
  });

  it('says that the file is missing which the settings name', async () => {
    write('My shop/countable.yml', 'compose: {file: infra/compose.yml}\n');
    write('My shop/infra/compose.yaml', COMPOSE);
    const {stderr} = await run(['plan']);
    assert.match(stderr, /There is no infra\/compose\.yml, which `compose\.file` names\./);
    assert.match(stderr, /There is infra\/compose\.yaml: set/);
  });

  it('does not pass over a countable.yaml', async () => {
    write('My shop/docker-compose.yml', COMPOSE);
    write('My shop/countable.yaml', 'name: shop\n');
    const {exitCode, stderr} = await run(['plan']);
    assert.equal(exitCode, 2);
    assert.match(
      stderr,
      /BAD_SETTING: Settings are read from countable\.yml, and not from countable\.yaml\./,
    );
    assert.match(stderr, /git mv countable\.yaml countable\.yml/);
  });

  for (const [what, named] of [
    ['is not there', 'nowhere'],
    ['is a file', 'note.txt'],
  ] as const)
    it(`tells a --workspace that ${what}`, async () => {
      write('note.txt', '');
      const {exitCode, stderr} = await run(['plan', '--workspace', at(named)]);
      assert.equal(exitCode, 2);
      assert.match(stderr, new RegExp(`BAD_ARGUMENT: .*${named}`));
      assert.match(stderr, /where +--workspace/);
    });
});
