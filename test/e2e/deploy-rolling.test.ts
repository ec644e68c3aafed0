import assert from 'node:assert/strict';
import type {ChildProcess} from 'node:child_process';
import {setTimeout as pause} from 'node:timers/promises';
import {commit, deploy, deployable, type DeployProject, freePort, write} from './support/deploys.ts';
import {loadOn, lostOf} from './support/load.ts';
import {docker} from './support/projects.ts';
import {countedPosts, rollingSite} from './support/rolling.ts';

describe('a service that is rolled behind nginx', () => {
  let project: DeployProject;
  let port: number;
  before(async () => {
    port = await freePort();
    project = deployable(rollingSite({port, version: '1'}));
    const {exitCode, stderr} = await deploy(project);
    assert.equal(exitCode, 0, stderr);
  });
  after(() => {
    project.remove();
  });

  const containers = (service: string): string[] =>
    docker(
      'ps',
      '--all',
      '--no-trunc',
      '--filter',
      `name=${project.name}-stage-${service}-`,
      '--format',
      '{{.ID}}',
    )
      .split('\n')
      .filter(Boolean);
  const hosts = () => docker('exec', containers('proxy')[0] ?? '', 'cat', '/etc/hosts');
  const bring = (version: string, more: {isBroken?: boolean; also?: string} = {}) => {
    write(project, rollingSite({port, version, ...more}));
    commit(project);
    return deploy(project);
  };

  it('loses no request of those that come all the time, and doubles none', async () => {
    const proxy = containers('proxy');
    const load = loadOn(port);
    for (const version of ['2', '3']) {
      const {exitCode, stderr} = await bring(version);
      assert.equal(exitCode, 0, stderr);
    }
    const answered = await load.stop();
    assert.deepEqual(lostOf(answered), []);
    for (const version of ['1', '2', '3'])
      assert.ok(
        answered.some(({said}) => said === version),
        `none was answered by ${version}`,
      );
    const [web = ''] = containers('web');
    assert.deepEqual(
      countedPosts(web).sort(),
      answered.flatMap(({kind, id}) => (kind === 'post' ? [id] : [])).sort(),
    );
    assert.deepEqual(containers('proxy'), proxy);
    assert.equal(containers('web').length, 1);
    assert.doesNotMatch(hosts(), /countable/);
  });

  it('is served by its old containers where the new do not come up', async () => {
    const old = containers('web');
    const load = loadOn(port);
    const {exitCode, stderr, result} = await bring('4', {isBroken: true});
    assert.equal(exitCode, 6, stderr);
    assert.equal(result.error?.code, 'SERVICE_EXITED', stderr);
    assert.deepEqual(lostOf(await load.stop()), []);
    assert.deepEqual(containers('web'), old);
    assert.doesNotMatch(hosts(), /countable/);
  });

  it('leaves nothing behind where the deploy is killed, that the next one does not mend', async () => {
    const load = loadOn(port);
    write(project, rollingSite({port, version: '5'}));
    commit(project);
    const killing = async (child: ChildProcess) => {
      while (!hosts().includes('countable')) await pause(100);
      child.kill('SIGKILL');
    };
    await assert.rejects(deploy(project, {onStart: child => void killing(child)}));
    assert.equal(containers('web').length, 2);
    const {exitCode, stderr} = await bring('6');
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /did not come to its end: it was killed at step \d of \d, "Roll web/);
    assert.deepEqual(lostOf(await load.stop()), []);
    assert.equal(containers('web').length, 1);
    assert.doesNotMatch(hosts(), /countable/);
  });

  it('is served by a proxy that reads its configuration anew, and is never made anew for it', async () => {
    const before = {web: containers('web'), proxy: containers('proxy')};
    const header = async () => (await fetch(`http://127.0.0.1:${port}/`)).headers.get('x-site');
    const load = loadOn(port);
    const changed = await bring('6', {also: 'add_header X-Site shop;\n'});
    assert.equal(changed.exitCode, 0, changed.stderr);
    assert.equal(await header(), 'shop');
    const {result} = await bring('6', {also: 'add_heeder X-Site other;\n'});
    assert.equal(result.error?.code, 'PROXY_REFUSES');
    assert.match(result.error.message, /unknown directive "add_heeder"/);
    const again = await bring('6', {also: 'add_header X-Site shop;\n'});
    assert.equal(again.exitCode, 0, again.stderr);
    assert.match(again.stderr, /proxy, web go on/);
    assert.equal(await header(), 'shop');
    assert.deepEqual(lostOf(await load.stop()), []);
    assert.deepEqual({web: containers('web'), proxy: containers('proxy')}, before);
  });
});
