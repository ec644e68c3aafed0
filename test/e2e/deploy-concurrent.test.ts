import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {commit, deploy, deployable, type DeployProject, git, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const SITE = (seconds: number) => ({
  'docker-compose.yml': `services:
  web:
    image: busybox:1.35
    init: true
    command: sleep 600
    healthcheck: {test: 'test $$(cut -d. -f1 /proc/uptime) -ge 0 && test -e /tmp/up || { sleep ${seconds}; touch /tmp/up; }', interval: 500ms, timeout: 30s}
`,
  'dc.stage.yml': 'services: {}\n',
});

describe('deploys at once', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  const holding = () => path.join(project.root, '.countable', `${project.name}-stage`, 'lock');
  const until = async (condition: () => boolean) => {
    while (!condition()) await pause(50);
  };
  const started = () => docker('ps', '--quiet', '--filter', `name=${project.name}-stage-web`) !== '';

  it('take turns: both come up, one after the other', async () => {
    project = deployable(SITE(3));
    const [one, other] = await Promise.all([deploy(project), deploy(project)]);
    assert.deepEqual([one.result.outcome, other.result.outcome], ['passed', 'passed']);
    const waited = [one, other].filter(({stderr}) =>
      / Waiting for .* on this machine, which has been deploying/.test(stderr),
    );
    assert.equal(waited.length, 1, `${one.stderr}\n${other.stderr}`);
  });

  it('take turns whatever folders they go to, and the second has the stack of the first refused', async () => {
    project = deployable(SITE(3));
    const env = {COUNTABLE_DEPLOY_ROOT: path.join(project.folder, 'elsewhere')};
    const both = await Promise.all([deploy(project), deploy(project, {env})]);
    const [passed] = both.filter(({result}) => result.outcome === 'passed');
    const [refused] = both.filter(({result}) => result.error?.code === 'PROJECT_COLLISION');
    assert.ok(passed && refused, both.map(({stderr}) => stderr).join('\n'));
    const roots = [project.root, env.COUNTABLE_DEPLOY_ROOT];
    const there = docker(
      'inspect',
      '--format',
      '{{index .Config.Labels "com.docker.compose.project.working_dir"}}',
      `${project.name}-stage-web-1`,
    );
    assert.equal(path.dirname(there), roots[both.indexOf(passed)]);
    const again = await deploy(project, {env: passed === both[0] ? env : {}, words: ['--take-over']});
    assert.equal(again.result.outcome, 'passed', again.stderr);
  });

  it('after one that was killed in the middle bring everything up', async () => {
    project = deployable(SITE(20));
    const killed = deploy(project, {
      onStart: child => void until(started).then(() => child.kill('SIGKILL')),
    }).catch(() => 'killed');
    assert.equal(await killed, 'killed');
    assert.ok(existsSync(holding()));
    write(project, SITE(0));
    commit(project);
    assert.equal((await deploy(project)).result.outcome, 'passed');
    assert.equal(
      docker('ps', '--filter', `name=${project.name}`, '--format', '{{.Status}}').split('\n').length,
      1,
    );
  });

  it('that are stopped say so, and let the next one in', async () => {
    project = deployable(SITE(20));
    const {result, exitCode} = await deploy(project, {
      onStart: child => void until(started).then(() => child.kill('SIGTERM')),
    });
    assert.deepEqual([result.error?.code, exitCode], ['INTERRUPTED', 130]);
    const version = git(project, 'rev-parse', 'HEAD').slice(0, 12);
    assert.match(
      result.left ?? '',
      new RegExp(
        `^In staging web \\(running.*\\) is of ${version} now, which was not up as a whole\\. Nothing was live before`,
      ),
    );
    write(project, SITE(0));
    commit(project);
    assert.equal((await deploy(project)).result.outcome, 'passed');
  });
});
