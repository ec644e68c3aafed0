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

  it('in an empty folder says that there is no project', async () => {
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
