import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';
import {createSwarm} from '../../ts-helpers/src/outside/swarm.ts';
import {swarmContract} from '../contract/swarm.ts';
import {commit, deploy, deployable, type DeployProject, type DeployRun, write} from './support/deploys.ts';
import {canHaveSwarm, startSwarm, type SwarmEngine} from './support/swarmEngine.ts';

const IMAGE = 'busybox:1.35';
const PORT = 18_430;

const site = (text: string, command = 'httpd -f -p 80 -h /www') => ({
  'countable.yml': 'target: swarm\nhealth: {settle: 1}\n',
  'docker-compose.yml': `
services:
  web:
    build: .
    stop_signal: KILL
    ports: [{target: 80, published: "${PORT}", mode: host}]
    deploy: {endpoint_mode: dnsrr, restart_policy: {condition: none}, update_config: {monitor: 100ms}}
    healthcheck: {test: wget -q -O /dev/null http://127.0.0.1/, interval: 300ms, retries: 9}
    secrets: [token]
    depends_on: {migrate: {condition: service_completed_successfully}}
  migrate:
    image: ${IMAGE}
    command: echo migrated
    restart: "no"
  worker:
    image: ${IMAGE}
    command: sleep 100000
    stop_signal: KILL
    deploy: {replicas: 2, endpoint_mode: dnsrr}
secrets: {token: {file: ./token.txt}}
`,
  'dc.stage.yml': 'services: {web: {environment: {STAGE: "1"}}}',
  Dockerfile: `FROM ${IMAGE}\nCOPY index.html /www/\nCMD ${command}\n`,
  'index.html': text,
  'token.txt': 'a value that nobody guesses',
});

describe('a swarm of one node', function () {
  let engine: SwarmEngine;
  let project: DeployProject;
  /** It goes on while the contract is asked for. */
  let first: Promise<DeployRun>;
  before(async function () {
    // The gate counts it, and says what it takes.
    if (!canHaveSwarm()) this.skip();
    engine = await startSwarm([IMAGE]);
    project = deployable(site('one'));
    first = deployed();
    // Who waits for it hears of it.
    first.catch(() => undefined);
  });
  after(async () => {
    await first?.catch(() => undefined);
    project?.remove();
    await engine?.end();
  });

  describe('as any other', () => {
    let made = 0;
    beforeEach(() => {
      made += 1;
    });
    const swarm = () => {
      process.env['DOCKER_HOST'] = engine.host;
      return createSwarm(createShell(new AbortController().signal));
    };
    let host: string | undefined;
    before(() => {
      host = process.env['DOCKER_HOST'];
    });
    after(() => {
      if (host === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = host;
    });
    swarmContract(() => ({
      swarm: swarm(),
      stack: `contract-${made}`,
      image: IMAGE,
      program: (_, {prints = '', exits}) => ({
        command: [
          'sh',
          '-c',
          `echo ${prints}; ${exits === undefined ? 'exec sleep 100000' : `exit ${exits}`}`,
        ],
        stop_signal: 'KILL',
      }),
      file(content) {
        const file = path.join(project.folder, content);
        writeFileSync(file, content);
        return file;
      },
      wait: () => pause(300),
    }));
  });

  const deployed = () => deploy(project, {env: {DOCKER_HOST: engine.host}});
  const page = async () => (await fetch(`http://${new URL(engine.host).hostname}:${PORT}/`)).text();
  const tasks = () =>
    engine
      .docker(
        'stack',
        'ps',
        `${project.name}-stage`,
        '--no-trunc',
        '--format',
        '{{.Name}} {{.ID}}',
        '--filter',
        'desired-state=running',
      )
      .split('\n')
      .filter(line => !line.includes('_migrate.'))
      .sort();

  // After the contract: tests of a suite itself come before those of its parts.
  describe('under a project', () => {
    it('has a deploy, another that changes nothing, and one that fails and is taken back', async () => {
      const {exitCode, stderr} = await first;
      assert.equal(exitCode, 0, stderr);
      assert.equal(await page(), 'one');
      const before = tasks();
      assert.equal(before.length, 3);

      const again = await deployed();
      assert.equal(again.exitCode, 0, again.stderr);
      assert.deepEqual(tasks(), before);

      write(project, site('three', 'echo boom; exit 3'));
      commit(project);
      const last = await deployed();
      assert.equal(last.result.error?.code, 'SERVICE_EXITED');
      assert.ok(last.result.error.evidence.log?.lines.includes('boom'), last.stderr);
      assert.match(last.result.undone ?? '', /is back in staging/);
      assert.equal(await page(), 'one');
      assert.equal(tasks().filter(one => before.includes(one)).length, 2, 'worker goes on');
    });
  });
});
