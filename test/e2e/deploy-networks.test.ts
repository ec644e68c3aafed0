import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {commit, deploy, deployable, type DeployProject, write} from './support/deploys.ts';

const run = promisify(execFile);

/** `app` finds `kv` on a network of its own. */
const composeFile = (back: object, replicas = 2): string => {
  const service = {image: 'busybox:1.35', init: true, stop_grace_period: '1s', command: 'sleep 600'};
  return JSON.stringify({
    services: {
      app: {...service, networks: ['default', 'back'], deploy: {replicas}},
      kv: {...service, networks: ['back']},
    },
    networks: {back},
  });
};

describe('a deploy of networks and numbers', () => {
  let project: DeployProject;
  before(async () => {
    project = deployable({'docker-compose.yml': composeFile({}), 'dc.stage.yml': 'services: {}\n'});
    const first = await deploy(project);
    assert.equal(first.exitCode, 0, first.stderr);
  });
  after(() => {
    project.remove();
  });

  const named = (service: string, number = 1) => `${project.name}-stage-${service}-${number}`;
  const idOf = async (name: string) =>
    (await run('docker', ['inspect', '--format', '{{.Id}}', name])).stdout.trim();
  const reaches = () => run('docker', ['exec', named('app'), 'ping', '-c', '1', '-W', '3', 'kv']);
  const change = async (text: string) => {
    write(project, {'docker-compose.yml': text});
    commit(project);
    const done = await deploy(project);
    assert.equal(done.exitCode, 0, done.stderr);
    return done.result.changes ?? [];
  };

  it('makes a network anew whose options are others, and services find each other in it', async () => {
    const changes = await change(composeFile({internal: true}));
    assert.ok(
      changes.includes('kv: recreated (network back made anew, internal changed)'),
      changes.join('\n'),
    );
    await reaches();
  });

  it('makes anew what is not found in its network by its name', async () => {
    const app = await idOf(named('app'));
    for (const verb of ['disconnect', 'connect'])
      await run('docker', ['network', verb, `${project.name}-stage_back`, named('kv')]);
    await assert.rejects(reaches());
    const changes = await change(composeFile({internal: true}));
    assert.ok(changes.includes('kv: recreated (was not to be found in network back)'), changes.join('\n'));
    await reaches();
    assert.equal(await idOf(named('app')), app);
  });

  it('ends containers too many alone, and removes the network that nothing names', async () => {
    const app = await idOf(named('app'));
    const text = composeFile({internal: true}, 1);
    assert.ok((await change(text)).includes('app: scaled (2 to 1 container)'));
    assert.equal(await idOf(named('app')), app);
    await change(text.replaceAll('back', 'rear'));
    const {stdout} = await run('docker', ['network', 'ls', '--format', '{{.Name}}']);
    assert.deepEqual(
      stdout
        .split('\n')
        .filter(name => name.startsWith(`${project.name}-stage_`))
        .sort(),
      ['default', 'rear'].map(name => `${project.name}-stage_${name}`),
    );
  });
});
