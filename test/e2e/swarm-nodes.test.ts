import assert from 'node:assert/strict';
import {createDocker} from '../../ts-helpers/src/outside/docker.ts';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';
import {createSwarm} from '../../ts-helpers/src/outside/swarm.ts';
import {registryContract} from '../contract/registry.ts';
import {countable} from './support/cli.ts';
import {
  commit,
  deploy,
  deployable,
  deployEnvironment,
  type DeployProject,
  type DeployRun,
  write,
} from './support/deploys.ts';
import {type Registry, startRegistry} from './support/registry.ts';
import {canHaveSwarm} from './support/swarmEngine.ts';
import {startNodes, type SwarmNodes} from './support/swarmNodes.ts';

const IMAGE = 'busybox:1.35';
const PORT = 18_440;

/** One of it on each node. */
const site = ({name}: Registry, text: string, command = 'httpd -f -p 80 -h /www') => ({
  'countable.yml': 'target: swarm\nhealth: {settle: 1}\n',
  'docker-compose.yml': `
services:
  web:
    build: .
    image: ${name}/team/web
    stop_signal: KILL
    ports: [{target: 80, published: "${PORT}", mode: host}]
    deploy: {replicas: 2, endpoint_mode: dnsrr, update_config: {parallelism: 0}, placement: {max_replicas_per_node: 1}, restart_policy: {delay: 500ms}}
    healthcheck: {test: wget -q -O /dev/null http://127.0.0.1/, interval: 1s, retries: 3}
`,
  'dc.stage.yml': 'services: {web: {environment: {STAGE: "1"}}}',
  Dockerfile: `FROM ${IMAGE}\nCOPY index.html /www/\nCMD ${command}\n`,
  'index.html': text,
});

/** It takes too long for the gate: what comes of it is tested in process, and this where COUNTABLE_NODES is set. */
const wanted = process.env['COUNTABLE_NODES'] === undefined ? () => undefined : describe;

wanted('a swarm of two nodes, and a registry', function () {
  let nodes: SwarmNodes;
  let registry: Registry;
  let project: DeployProject;
  before(async function () {
    if (!canHaveSwarm()) this.skip();
    nodes = await startNodes([IMAGE]);
    registry = await startRegistry(nodes.manager.gateway);
    project = deployable(site(registry, 'one'));
  });
  after(async () => {
    project?.remove();
    await registry?.stop();
    await nodes?.end();
  });

  describe('its images', () => {
    let made = 0;
    beforeEach(() => {
      made += 1;
    });
    registryContract(() => {
      const shell = createShell(new AbortController().signal);
      const run: typeof shell.run = (program, words, options) =>
        shell.run(program, ['--host', nodes.manager.host, ...words], options);
      const onManager = {...shell, run};
      return {
        swarm: createSwarm(onManager),
        docker: createDocker(onManager, {stream: () => assert.fail('nothing is streamed')}),
        image: IMAGE,
        name: `${registry.name}/contract-${made}`,
      };
    });
  });

  const deployed = (): Promise<DeployRun> => deploy(project, {env: {DOCKER_HOST: nodes.manager.host}});
  const pages = () =>
    Promise.all(
      [nodes.manager, nodes.worker].map(async ({address}) =>
        (await fetch(`http://${address}:${PORT}/`, {signal: AbortSignal.timeout(10_000)})).text(),
      ),
    );

  it('runs a release on both, takes back what fails, and goes on from there', async () => {
    const first = await deployed();
    assert.equal(first.exitCode, 0, first.stderr);
    assert.deepEqual(await pages(), ['one', 'one']);

    write(project, site(registry, 'two', 'echo boom; exit 3'));
    commit(project);
    const second = await deployed();
    assert.equal(second.result.error?.code, 'SERVICE_EXITED', second.stderr);
    assert.ok(second.result.error.evidence.log?.lines.includes('boom'), second.stderr);
    assert.match(second.result.undone ?? '', /is back in staging/);
    assert.deepEqual(await pages(), ['one', 'one']);

    write(project, site(registry, 'three'));
    commit(project);
    const third = await deployed();
    assert.equal(third.exitCode, 0, third.stderr);
    assert.deepEqual(await pages(), ['three', 'three']);

    const back = await countable(['rollback', 'stage', '--json'], {
      cwd: project.workspace,
      env: deployEnvironment(project, {DOCKER_HOST: nodes.manager.host}),
    });
    assert.equal(back.exitCode, 0, back.stderr);
    assert.deepEqual(await pages(), ['one', 'one']);
  });
});
