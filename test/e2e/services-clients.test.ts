import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {mkdirSync, mkdtempSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createRepository} from '../fakes/repository.ts';
import {countable} from './support/cli.ts';
import {deploy, deployable, freePort} from './support/deploys.ts';
import {docker} from './support/projects.ts';

/** So much later than all that is waited for each of them leaves its mark. */
const MARKING = 'sleep 60; touch /tmp/late; while :; do sleep 60; done';

/** All of them but the first two have an image, the server of which they do not run. */
const services = (port: number) => ({
  db: {image: 'postgres:15', environment: {POSTGRES_PASSWORD: 'x'}},
  web: {build: '.', init: true, ports: [`127.0.0.1:${port}:8000`]},
  worker: {build: '.', init: true, command: ['sh', '-c', MARKING]},
  cron: {image: 'postgres:15', init: true, entrypoint: ['sh', '-c', MARKING]},
  dump: {image: 'mariadb:10.11', init: true, command: ['sh', '-c', MARKING]},
  idle: {image: 'redis:7', init: true, command: ['sleep', 'infinity']},
  cut: {image: 'nginx:1.22', init: true, command: ['sh', '-c', MARKING]},
});
const files = (port: number, more: Readonly<Record<string, object>> = {}) => ({
  'docker-compose.yml': JSON.stringify({services: {...services(port), ...more}}),
  Dockerfile: 'FROM python:3.11-slim\nEXPOSE 8000\nCMD ["python", "-m", "http.server", "8000"]\n',
  'countable.yml': 'health: {minutes: 2}\n',
});

describe('services with an image, the server of which they do not run', () => {
  let clean: () => void;
  afterEach(() => {
    clean();
  });

  it('are not waited for on a laptop', async () => {
    const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'countable-clients-')));
    const name = `clients-${randomBytes(4).toString('hex')}`;
    const folder = path.join(root, name);
    clean = () => {
      docker('compose', '-p', name, 'down', '--volumes', '--timeout', '0', '--rmi', 'local');
      rmSync(root, {recursive: true});
    };
    mkdirSync(folder);
    createRepository(folder).commit('Begin', files(await freePort()));
    const env = {COUNTABLE_DEPLOY_ROOT: path.join(root, 'deploys')};
    const {exitCode, stderr} = await countable(['up'], {cwd: folder, env});
    assert.equal(exitCode, 0, stderr);
    for (const service of ['worker', 'cron', 'dump', 'cut'])
      assert.equal(docker('exec', `${name}-${service}-1`, 'ls', '/tmp').includes('late'), false, service);
  });

  it('keep no deploy from counting, scripts among them of which nobody knows what they start', async () => {
    const script = {image: 'postgres:15', init: true, entrypoint: ['/bin/sh', '/dump.sh']};
    const mounted = {...script, volumes: ['./dump.sh:/dump.sh:ro']};
    const project = deployable({
      ...files(await freePort(), {script: mounted}),
      'dc.stage.yml': 'services: {}\n',
      'dump.sh': 'while :; do sleep 60; done\n',
    });
    clean = () => {
      project.remove();
    };
    const {result} = await deploy(project);
    assert.equal(result.outcome, 'passed', JSON.stringify(result.error));
  });
});
