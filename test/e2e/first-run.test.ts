import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {COMPOSE, newcomersHome} from './support/firstRun.ts';

describe('the first run of somebody who is new', () => {
  const {at, write, run} = newcomersHome();

  const commit = () => {
    const git = (...words: string[]) => execFileSync('git', words, {cwd: at('My shop')});
    git('init', '--quiet', '--initial-branch=topic');
    git('add', '.');
    git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '--quiet', '-m', 'x');
  };

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
          /NOT_A_PROJECT: There is no compose\.yaml or .* in this project\.\n {2}where {3}\S*\/My shop\n/,
          verb[0],
        );
      }
    });

  it('in a project without git or remote takes the folder’s name', async () => {
    write('My shop/docker-compose.yml', COMPOSE);
    for (const prepare of [() => undefined, commit]) {
      prepare();
      const {exitCode, stdout, stderr} = await run(['plan', '--json']);
      assert.equal(exitCode, 0, stderr);
      assert.equal((JSON.parse(stdout) as {build: {project: string}}).build.project, 'My-shop');
    }
  });

  it('says that nothing is committed yet, and tests all the same', async () => {
    write('My shop/docker-compose.yml', COMPOSE);
    write('My shop/dc.stage.yml', COMPOSE);
    execFileSync('git', ['init', '--quiet', '--initial-branch=develop', at('My shop')]);
    for (const verb of [['plan'], ['pipeline'], ['deploy', 'stage', '--plan']]) {
      const {exitCode, stderr} = await run(verb);
      assert.equal(exitCode, 4, stderr);
      assert.match(
        stderr,
        /NOTHING_COMMITTED: Nothing is committed in this repository yet\.\n {2}where {3}\S*\/My shop\n {2}remedy {2}Commit what there is \(git add/,
        verb[0],
      );
    }
    assert.equal((await run(['test', '--plan'])).exitCode, 0);
  });

  it('says of a branch that is only named whose files these are, and that they are changed', async () => {
    write('My shop/docker-compose.yml', COMPOSE);
    write('My shop/dc.stage.yml', COMPOSE);
    commit();
    write('My shop/dc.stage.yml', `${COMPOSE}# changed\n`);
    for (const verb of ['plan', 'pipeline']) {
      const {stdout} = await run([verb, '--branch', 'develop', ...(verb === 'plan' ? [] : ['--plan'])]);
      assert.match(stdout, /^My-shop, branch develop, commit [\da-f]{12}-dirty\n/);
      assert.match(
        stdout,
        /\nThe commit and the files are those of topic, which is checked out here, and not of develop\.\n/,
      );
    }
    assert.doesNotMatch((await run(['plan'])).stdout, /checked out/);
  });

  it('does not plan a deploy of the tests', async () => {
    write('My shop/docker-compose.yml', COMPOSE);
    write('My shop/dc.test.yml', COMPOSE);
    const {exitCode, stderr} = await run(['deploy', 'test', '--plan']);
    assert.equal(exitCode, 2, stderr);
    assert.match(
      stderr,
      /BAD_ARGUMENT: Nothing is deployed to test: .*\n.*\n {2}remedy {2}Run the tests: countable test/,
    );
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

  it('says how to deploy nowhere, and does so', async () => {
    write('My shop/docker-compose.yml', COMPOSE);
    const {exitCode, stderr} = await run(['plan', '--branch', 'main']);
    assert.equal(exitCode, 4, stderr);
    assert.ok(
      stderr.includes(
        'Add dc.prod.yml, or let main be tested only: `branches: {develop: stage, main: none}` in countable.yml.',
      ),
      stderr,
    );
    for (const nowhere of ['none', 'false']) {
      write('My shop/countable.yml', `branches: {develop: stage, main: ${nowhere}}\n`);
      const {stdout} = await run(['plan', '--branch', 'main']);
      assert.match(stdout, /The branch main belongs to no environment: it is tested only\.\n1\. Test/);
    }
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
    assert.match(stderr, /Rename it: mv countable\.yaml countable\.yml/);
    execFileSync('git', ['init', '--quiet'], {cwd: at('My shop')});
    assert.match((await run(['plan'])).stderr, /Rename it: mv countable\.yaml/);
    execFileSync('git', ['add', 'countable.yaml'], {cwd: at('My shop')});
    assert.match((await run(['plan'])).stderr, /Rename it: git mv countable\.yaml countable\.yml/);
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
