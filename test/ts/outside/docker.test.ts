import assert from 'node:assert/strict';
import {createDocker} from '../../../ts-helpers/src/outside/docker.ts';
import type {Shell} from '../../../ts-helpers/src/outside/shell.ts';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';

/** Answers each command of docker by its first words; an error message is what clients were seen to print. */
const answering = (answers: Record<string, {stdout?: string; fails?: string}>): Shell => ({
  async run(program, args) {
    const line = args.join(' ');
    const found = Object.entries(answers).find(([words]) => line.startsWith(words));
    const {stdout = '', fails} = found?.[1] ?? {};
    if (fails === undefined) return {stdout, stderr: ''};
    throw new CommandFailed({
      program,
      args,
      exitCode: 1,
      signal: undefined,
      tail: [fails],
      stdout,
      stderr: fails,
      cause: undefined,
    });
  },
});

describe('labels of what carries a label', () => {
  it('are those of the images that are left when others remove theirs meanwhile', async () => {
    const docker = createDocker(
      answering({
        'images ': {stdout: 'aaa\nbbb'},
        'image inspect': {stdout: '["shop-test-1"]', fails: 'Error: No such image: bbb'},
      }),
      {stream: () => assert.fail('nothing is streamed')},
    );
    assert.deepEqual(await docker.labelled('run=test', ['project']), [{project: 'shop-test-1'}]);
  });
});

describe('what docker says of labels, ports and variables', () => {
  const asked = (answers: Parameters<typeof answering>[0]) =>
    createDocker(answering(answers), {stream: () => assert.fail('nothing is streamed')});
  const id = 'a'.repeat(64);

  it('is data, whatever the values are', async () => {
    const docker = asked({
      'ps --all --filter label=x --format [{{json (.Label "a")}},{{json (.Label "b.c")}}]': {
        stdout: '["one\\ttwo\\n","three"]\n["",""]\n',
      },
      'inspect --type container --format {{json .Config.Env}} web': {
        stdout: JSON.stringify(['KEY_FILE=/k', 'KEY=-----BEGIN\nCERTIFICATE=\n', 'CERTIFICATE=right']),
      },
      'inspect --type container --format {{json .Config.Env}} bare': {stdout: 'null'},
    });
    assert.deepEqual(await docker.containerLabels('x', ['a', 'b.c']), [
      {a: 'one\ttwo\n', 'b.c': 'three'},
      {a: '', 'b.c': ''},
    ]);
    assert.equal(await docker.variable('web', 'KEY'), '-----BEGIN\nCERTIFICATE=\n');
    assert.equal(await docker.variable('web', 'CERTIFICATE'), 'right');
    assert.equal(await docker.variable('bare', 'KEY'), undefined);
  });

  it('is what containers publish now, or will when they are started again', async () => {
    const container = (Status: string, name: string) => ({
      Name: `/${name}`,
      Config: {Labels: name === 'other' ? null : {'com.docker.compose.project': 'shop'}},
      HostConfig: {PortBindings: {'80/tcp': [{HostIp: '', HostPort: Status === 'running' ? '' : '8080'}]}},
      NetworkSettings: {
        Ports: Status === 'running' ? {'80/tcp': [{HostIp: '::', HostPort: '49153'}], '81/tcp': null} : {},
      },
      State: {Status},
    });
    const found = [container('running', 'other'), container('restarting', 'shop-web-1')];
    const docker = asked({
      'ps --quiet --no-trunc': {stdout: `${id}\n${id}`},
      [`inspect --type container ${id}`]: {
        stdout: JSON.stringify(found),
        fails: 'Error: No such container: b',
      },
    });
    assert.deepEqual(await docker.publishedPorts(), [
      {port: 49153, protocol: 'tcp', address: '::', container: 'other', project: '', service: '', target: 80},
      {
        port: 8080,
        protocol: 'tcp',
        address: '',
        container: 'shop-web-1',
        project: 'shop',
        service: '',
        target: 80,
      },
    ]);
    assert.deepEqual(await asked({}).publishedPorts(), []);
  });

  it('is said to be none where it is something else', async () => {
    const docker = asked({'ps ': {stdout: '<html>'}, 'inspect ': {stdout: '<html>'}});
    for (const question of [
      docker.publishedPorts(),
      docker.containerLabels('x', ['a']),
      docker.variable('a', 'b'),
    ])
      await assert.rejects(question, {code: 'COMMAND_GARBLED'});
  });
});

describe('the ids of images', () => {
  const idsOf = async (answers: Parameters<typeof answering>[0]) =>
    Object.fromEntries(
      await createDocker(answering(answers), {
        stream: () => assert.fail('nothing is streamed'),
      }).imageIds(['nginx:1.22', 'shop-web', 'nginx:1.22']),
    );

  it('are asked for at once, by the names as they are', async () => {
    const found = await idsOf({
      'image inspect --format {{.Id}} -- nginx:1.22 shop-web': {stdout: 'aaa\nbbb'},
    });
    assert.deepEqual(found, {'nginx:1.22': 'aaa', 'shop-web': 'bbb'});
  });

  it('are those of the images that are there', async () => {
    const found = await idsOf({
      'image inspect --format {{.Id}} -- nginx:1.22 shop-web': {
        stdout: 'bbb',
        fails: 'Error: No such image: nginx:1.22',
      },
      'image inspect --format {{.Id}} -- nginx:1.22': {fails: 'Error: No such image: nginx:1.22'},
      'image inspect --format {{.Id}} -- shop-web': {stdout: 'bbb'},
    });
    assert.deepEqual(found, {'shop-web': 'bbb'});
  });
});

describe('a container that was killed', () => {
  const inspected = (OOMKilled: boolean) =>
    JSON.stringify([
      {
        Id: 'a'.repeat(64),
        Name: '/shop-web-1',
        Image: 'sha256:1',
        RestartCount: 0,
        Config: {Image: 'web', WorkingDir: '', Labels: null},
        HostConfig: {RestartPolicy: {Name: ''}},
        State: {
          Status: 'exited',
          ExitCode: 137,
          OOMKilled,
          Error: '',
          StartedAt: '2026-11-26T02:35:12.123456789Z',
          FinishedAt: '2026-11-26T02:35:13.123456789Z',
        },
      },
    ]);
  const isStarved = async (events: {stdout?: string; fails?: string}, isNoted = false) => {
    const shell = answering({
      'ps ': {stdout: 'a'.repeat(64)},
      'inspect ': {stdout: inspected(isNoted)},
      [`events --filter container=${'a'.repeat(64)} --filter event=oom --since 2026-11-26T02:35:12.123456789Z --until 2026-11-26T02:35:14.123Z`]:
        events,
    });
    const docker = createDocker(shell, {stream: () => assert.fail('nothing is streamed')});
    return (await docker.containers(['x=y']))[0]?.outOfMemory;
  };

  it('had no memory where Docker noted it, or heard of it too late to note it', async () => {
    assert.equal(await isStarved({}, true), true);
    assert.equal(await isStarved({stdout: 'oom\n'}), true);
  });

  it('was killed by somebody where no event tells of memory, or none can be had', async () => {
    assert.equal(await isStarved({}), false);
    assert.equal(await isStarved({fails: 'unknown flag'}), false);
  });
});
