import assert from 'node:assert/strict';
import {cpSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
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
});
