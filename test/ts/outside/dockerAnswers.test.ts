import assert from 'node:assert/strict';
import {type Compose, createCompose} from '../../../ts-helpers/src/outside/compose.ts';
import {createDocker, type Docker} from '../../../ts-helpers/src/outside/docker.ts';
import type {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {type Answer, answeringAll, endingsOf} from '../../fakes/answering.ts';

const ID = 'a'.repeat(64);
const PROJECT = {name: 'shop', directory: '/srv/shop', files: ['/srv/shop/docker-compose.yml']};
const onLine = () => undefined;
const now = new Date('2026-11-23T12:00:00Z');

/** Everything that is asked of an engine by a command of its own. */
const QUESTIONS: Record<string, (docker: Docker, compose: Compose) => Promise<unknown>> = {
  version: docker => docker.version(),
  containers: docker => docker.containers(['x']),
  containerIds: docker => docker.containerIds(['x']),
  inspect: docker => docker.inspect([ID]),
  wait: docker => docker.wait(ID),
  time: docker => docker.time(),
  deaths: docker => docker.deaths('x', {since: now, until: now}),
  logs: docker => docker.logs(ID, {lines: 5, since: now}),
  followLogs: docker => docker.followLogs(ID, onLine),
  publishedPorts: docker => docker.publishedPorts(),
  imageIds: docker => docker.imageIds(['nginx']),
  registryNames: docker => docker.registryNames(['nginx']),
  imagesLabelled: docker => docker.imagesLabelled('x'),
  removeImages: docker => docker.removeImages([ID]),
  labelled: docker => docker.labelled('x', ['y']),
  containerLabels: docker => docker.containerLabels('x', ['y']),
  variable: docker => docker.variable(ID, 'DSN'),
  find: docker => docker.find(ID, '*.map'),
  changed: docker => docker.changed(ID),
  listeners: docker => docker.listeners(ID),
  connections: docker => docker.connections(ID),
  processes: docker => docker.processes(ID),
  stop: docker => docker.stop(ID),
  startAgain: docker => docker.startAgain(ID),
  rename: docker => docker.rename(ID, 'x'),
  remove: docker => docker.remove(ID),
  composeVersion: (_, compose) => compose.version(),
  config: (_, compose) => compose.config(PROJECT),
  interpolate: (_, compose) => compose.interpolate(PROJECT, ['$A']),
  build: (_, compose) => compose.build(PROJECT, {onLine}),
  pull: (_, compose) => compose.pull(PROJECT, {services: ['web'], onLine}),
  up: (_, compose) => compose.up(PROJECT, {onLine}),
  exec: (_, compose) => compose.exec(PROJECT, {service: 'web', script: 'true', onLine}),
  destroy: (_, compose) => compose.destroy('shop'),
};

const endings = (answer: Answer | 'not installed'): Promise<Record<string, string>> => {
  const shell = answeringAll(answer);
  const docker = createDocker(shell, {stream: () => assert.fail('nothing is streamed')});
  return endingsOf(QUESTIONS, docker, createCompose(shell));
};

/** The questions that ended so. */
const endingIn = async (answer: Answer | 'not installed', ending: string): Promise<string[]> =>
  Object.entries(await endings(answer)).flatMap(([name, ended]) => (ended === ending ? name : []));

const DATA = [
  ...['containers', 'containerIds', 'inspect', 'wait', 'time', 'deaths'],
  ...['publishedPorts', 'labelled', 'containerLabels', 'variable', 'config', 'interpolate'],
];

describe('what docker may answer', () => {
  for (const stdout of ['<html><body>Sign in</body></html>', '{', '42 apples'])
    it(`is not taken for data where it is ${stdout}`, async () => {
      assert.deepEqual(await endingIn({stdout}, 'COMMAND_GARBLED'), DATA);
    });

  for (const stdout of [
    'null',
    '[]',
    '{}',
    '[null]',
    '[{}]',
    '[{"Id": 5, "State": null}]',
    '"text"',
    '[[]]',
    '{"services": []}',
    '{"services": {"web": null}}',
  ])
    it(`is never a mistake of ours where it is ${stdout}`, async () => {
      const all = await endings({stdout});
      assert.deepEqual(
        Object.values(all).filter(ending => !['answered', 'COMMAND_GARBLED'].includes(ending)),
        [],
      );
      assert.equal(all['wait'], 'COMMAND_GARBLED');
    });

  for (const stdout of ['null', '[]', '42', '"text"', '{"services": {"test": 5}}'])
    it(`is no project where it is ${stdout}`, async () => {
      assert.equal((await endings({stdout}))['config'], 'COMMAND_GARBLED');
    });

  it('is no exit code, no time, no container and no model where it is nothing', async () => {
    assert.deepEqual(await endingIn({}, 'COMMAND_GARBLED'), [
      'inspect',
      'wait',
      'time',
      'variable',
      'config',
      'interpolate',
    ]);
  });

  for (const [stderr, code] of [
    [
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      'DOCKER_DOWN',
    ],
    ['failed to connect to the docker API at tcp://127.0.0.1:1', 'DOCKER_DOWN'],
    ['Cannot connect to Podman. Please verify your connection', 'DOCKER_DOWN'],
    [
      'permission denied while trying to connect to the docker API at unix:///var/run/docker.sock',
      'DOCKER_PERMISSION',
    ],
  ] as const)
    it(`is told as ${code} where it is: ${stderr}`, async () => {
      const all = await endings({stderr, exitCode: 1});
      // What a command in a container says may be of an engine that it talks to itself.
      assert.deepEqual([all['exec'], all['listeners'], all['find']], ['answered', code, code]);
      assert.deepEqual(
        Object.entries(all).filter(([name, ending]) => ending !== code && name !== 'exec'),
        [],
      );
    });

  it('is told as DOCKER_MISSING where there is no docker', async () => {
    assert.deepEqual([...new Set(Object.values(await endings('not installed')))], ['DOCKER_MISSING']);
  });

  it('is told as an engine that does not answer where it takes too long', async () => {
    const all = await endings({lateAfterMs: 60_000});
    const {exec: _, ...others} = all;
    assert.deepEqual([...new Set(Object.values(others))], ['DOCKER_DOWN']);
  });

  it('is no failure where it says that a container is gone, and nothing can be done any more', async () => {
    const stderr = `Error response from daemon: No such container: ${ID}`;
    const all = await endings({stderr, exitCode: 1});
    for (const name of [
      'inspect',
      'stop',
      'startAgain',
      'rename',
      'remove',
      'logs',
      'followLogs',
      'processes',
    ])
      assert.equal(all[name], 'answered', name);
    assert.equal(all['wait'], 'CONTAINER_GONE');
  });

  it('is no failure where an image is gone', async () => {
    const gone = 'Error response from daemon: No such image: nginx';
    const all = await endings({stderr: gone, exitCode: 1});
    assert.deepEqual([all['imageIds'], all['removeImages']], ['answered', 'answered']);
    // While another is removing it.
    const going = `Error response from daemon: unrecognized image ID ${ID}`;
    assert.equal((await endings({stderr: going, exitCode: 1}))['removeImages'], 'answered');
    const other = `${gone}\nError response from daemon: read-only file system`;
    assert.equal((await endings({stderr: other, exitCode: 1}))['removeImages'], 'failed');
  });

  it('fails the version where it says nothing, as nothing else can be asked then', async () => {
    const all = await endings({exitCode: 1});
    assert.deepEqual(
      [all['version'], all['composeVersion'], all['config']],
      ['DOCKER_DOWN', 'COMPOSE_MISSING', 'COMPOSE_INVALID'],
    );
    assert.equal((await endings({exitCode: 127}))['version'], 'DOCKER_MISSING');
  });
});

describe('what Compose answers', () => {
  const composeThat = (answer: Answer) => createCompose(answeringAll(answer));

  it('is told without the decoration of its logger', async () => {
    const stderr =
      'time="2026-11-24T10:00:00Z" level=fatal msg="service \\"web\\" refers to undefined volume data"';
    await assert.rejects(composeThat({stderr, exitCode: 15}).config(PROJECT), (error: UserError) => {
      assert.deepEqual([error.code, error.where], ['COMPOSE_INVALID', '/srv/shop/docker-compose.yml']);
      assert.equal(error.message, 'service \\"web\\" refers to undefined volume data');
      return true;
    });
  });

  it('names the variables without a value, each once', async () => {
    const line =
      'time="x" level=warning msg="The \\"TAG\\" variable is not set. Defaulting to a blank string."';
    const {unset} = await composeThat({stdout: '{"name": "shop"}', stderr: `${line}\n${line}`}).config(
      PROJECT,
    );
    assert.deepEqual(unset, ['TAG']);
  });

  it('has no services where there is no list of them', async () => {
    assert.deepEqual((await composeThat({stdout: '{"name": "shop"}'}).config(PROJECT)).model, {
      name: 'shop',
      services: {},
    });
  });

  it('is the exit code of a command in a service, whatever that is', async () => {
    const exec = (answer: Answer) => composeThat(answer).exec(PROJECT, {service: 'web', script: 'x', onLine});
    assert.deepEqual([await exec({}), await exec({exitCode: 3}), await exec({exitCode: 125})], [0, 3, 125]);
  });

  it('is its version, with or without a letter before it', async () => {
    assert.equal(await composeThat({stdout: 'v2.40.3\n'}).version(), '2.40.3');
  });
});
