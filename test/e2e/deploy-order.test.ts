import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, mkdirSync, readFileSync, truncateSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {DeployPlan} from '../../ts-helpers/src/deploy/plan.ts';
import {commit, deploy, deployable, type DeployProject, freePort, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const service = (seconds: number, more = '') => `
    image: busybox:1.35
    init: true
    command: httpd -f -p 80
    healthcheck: {test: 'test -e /tmp/up || { sleep ${seconds}; touch /tmp/up; }', interval: 500ms, timeout: 30s}
    ${more}`;

const site = (port: number, seconds: number, worker: boolean) => ({
  'docker-compose.yml': `services:\n  web:${service(seconds, `ports: ['${port}:80']`)}\n${
    worker ? `  worker:${service(0)}\n` : ''
  }`,
  'dc.stage.yml': 'services: {}\n',
  'countable.yml': 'health: {none: true}\n',
});

describe('deploys of one project that meet', () => {
  let project: DeployProject;
  let port: number;

  beforeEach(async () => {
    port = await freePort();
    project = deployable(site(port, 4, true));
  });
  afterEach(() => {
    project.remove();
  });

  const state = () => path.join(project.root, '.countable', `${project.name}-stage`);
  const running = () =>
    docker('ps', '--all', '--filter', `name=${project.name}-stage`, '--format', '{{.Names}}')
      .split('\n')
      .map(name => name.split('-').at(-2))
      .sort();
  /** Another checkout of the same repository. */
  const clone = (): DeployProject => {
    const workspace = path.join(project.folder, 'clone', project.name);
    cpSync(project.workspace, workspace, {recursive: true});
    return {...project, workspace};
  };
  const untilItRuns = async () => {
    while (!running().includes('web')) await pause(50);
  };

  it('go by what the one before has left: what it started is removed, and its ports are no stranger’s', async () => {
    const other = clone();
    write(other, site(port, 0, false));
    commit(other);
    const first = deploy(project);
    await untilItRuns();
    const [one, two] = await Promise.all([first, deploy(other)]);
    assert.deepEqual([one.exitCode, two.exitCode], [0, 0], two.stderr);
    assert.match(two.stderr, / Waiting for .*, which has been deploying/);
    assert.match(two.stderr, /✓ Remove worker, no longer in the compose files/);
    assert.deepEqual(running(), ['web']);
  });

  describe('while another one is under way', () => {
    let holder: ChildProcess;

    beforeEach(async () => {
      mkdirSync(state(), {recursive: true});
      const script = path.join(import.meta.dirname, '../outside/support/lockHolder.ts');
      holder = spawn(process.execPath, [script, path.join(state(), 'lock')]);
      if (holder.stdout) await once(holder.stdout, 'data');
    });
    afterEach(async () => {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    });

    it('say at once what is wrong with the project', async () => {
      write(project, {'dc.stage.yml': 'services: {web: {environment: {A: "${NOWHERE}"}}}\n'});
      commit(project);
      const {result, stderr} = await deploy(project);
      assert.equal(result.error?.code, 'MISSING_VARIABLE');
      assert.doesNotMatch(stderr, /Waiting for/);
    });

    it('say at once what a deploy would do', async () => {
      const {exitCode, result, stderr} = await deploy(project, {words: ['--plan']});
      assert.equal(exitCode, 0, stderr);
      assert.equal((result as unknown as DeployPlan).composeProject, `${project.name}-stage`);
    });
  });
});

describe('what a deploy notes of its folder', () => {
  let project: DeployProject;

  const FILES = {
    'docker-compose.yml': 'services: {web: {image: "busybox:1.35", init: true, command: sleep 600}}\n',
    'dc.stage.yml': 'services: {}\n',
    'old.txt': 'old',
  };
  beforeEach(() => {
    project = deployable(FILES);
  });
  afterEach(() => {
    project.remove();
  });

  const record = () => path.join(project.root, '.countable', `${project.name}-stage`, 'record.json');
  const build = (buildNumber: number, words: string[] = []) => {
    const facts = path.join(project.folder, 'facts.json');
    writeFileSync(
      facts,
      JSON.stringify({
        jenkins: {jobName: `${project.name}-stage`, buildNumber},
        scm: {GIT_BRANCH: 'origin/develop'},
      }),
    );
    return deploy(project, {words: ['--facts', facts, ...words]});
  };
  const change = (command: string) => {
    write(project, {'docker-compose.yml': FILES['docker-compose.yml'].replace('sleep 600', command)});
    return commit(project);
  };

  it('is live only once it came up: what failed is nothing to return to, and supersedes nobody', async () => {
    const good = commit(project);
    assert.equal((await build(4)).exitCode, 0);
    change('"false"');
    assert.equal((await build(6)).result.error?.code, 'SERVICE_EXITED');
    const {filled, live} = JSON.parse(readFileSync(record(), 'utf8')) as Record<
      string,
      {commit?: string; release?: {buildNumber: number}}
    >;
    assert.deepEqual([live?.commit, filled?.release?.buildNumber], [good, 4], 'it is back');
    const plan = (await build(7, ['--plan'])).result as unknown as DeployPlan;
    assert.equal(plan.previous?.commit, good);
    change('sleep 700');
    assert.equal((await build(5)).exitCode, 0, 'it is newer than what is live');
  });

  it('blocks nothing where it was cut, and is told once', async () => {
    assert.equal((await build(1)).exitCode, 0);
    truncateSync(record(), 40);
    const {exitCode, stderr, result} = await build(2);
    assert.equal(exitCode, 0, stderr);
    assert.equal(stderr.split('! RECORD_BROKEN: What the last deploy noted of').length, 2, stderr);
    assert.deepEqual(
      result.warnings?.map(({code}) => code),
      ['RECORD_BROKEN'],
    );
    assert.equal((await build(3)).result.warnings, undefined);
  });
});
