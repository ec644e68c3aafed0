import assert from 'node:assert/strict';
import {CommandFailed} from '../../ts-helpers/src/errors/userError.ts';
import type {Docker} from '../../ts-helpers/src/outside/docker.ts';
import type {BesideOrder} from '../../ts-helpers/src/outside/docker/beside.ts';

export interface KnownBeside {
  docker: Pick<
    Docker,
    'makeBeside' | 'startAgain' | 'stop' | 'remove' | 'inspect' | 'variable' | 'containerIds'
  >;
  /** `key=value`, which nothing else carries. */
  label: string;
  /** A port of the host that nobody has. */
  port: number;
}

/** How every engine runs containers of no service, the real one and the one that unit tests use. */
export const besideContract = (known: () => KnownBeside): void => {
  const made: string[] = [];
  afterEach(async () => {
    for (const id of made.splice(0)) await known().docker.remove(id);
  });
  const make = async (more: Partial<BesideOrder> = {}): Promise<string> => {
    const {docker, label} = known();
    const [key = '', value = ''] = label.split('=');
    const id = await docker.makeBeside({
      name: `${value}-beside-${made.length}`,
      image: 'busybox:latest',
      labels: {[key]: value},
      networks: ['bridge'],
      script: 'exec sleep 600',
      variables: {PAGE: '<p>"Soon" & \'more\'\nin $two lines'},
      ...more,
    });
    made.push(id);
    return id;
  };
  const one = async (id: string) => {
    const [container] = await known().docker.inspect([id]);
    assert.ok(container);
    return container;
  };

  it('makes one that is found by its label, and does not run', async () => {
    const id = await make();
    const {docker, label} = known();
    assert.deepEqual(await docker.containerIds([label]), [id]);
    const {state, service, restartPolicy} = await one(id);
    assert.deepEqual([state, service, restartPolicy], ['created', '', 'unless-stopped']);
  });

  it('gives it its variables as they are', async () => {
    const id = await make();
    assert.equal(await known().docker.variable(id, 'PAGE'), '<p>"Soon" & \'more\'\nin $two lines');
  });

  it('starts it, stops it so that it stays stopped, and starts it again', async () => {
    const id = await make({script: 'trap "exit 0" TERM; while :; do sleep 0.1; done'});
    const {docker} = known();
    await docker.startAgain(id);
    const {state, networks} = await one(id);
    assert.deepEqual([state, Object.keys(networks ?? {})], ['running', ['bridge']]);
    await docker.stop(id);
    assert.equal((await one(id)).state, 'exited');
    await docker.startAgain(id);
    assert.equal((await one(id)).state, 'running');
  });

  it('publishes ports of the host, which another cannot have meanwhile', async () => {
    const {docker, port} = known();
    const ports = [{port, protocol: 'tcp', address: '127.0.0.1'}];
    const publishes = {ports, inside: 8080};
    const script = 'trap "exit 0" TERM; while :; do sleep 0.1; done';
    const [first, second] = [await make({publishes, script}), await make({publishes, script})];
    assert.deepEqual((await one(first)).ports, ports);
    await docker.startAgain(first);
    await assert.rejects(docker.startAgain(second), (error: unknown) => error instanceof Error);
    assert.notEqual((await one(second)).state, 'running');
    await docker.stop(first);
    await docker.startAgain(second);
    assert.equal((await one(second)).state, 'running');
  });

  it('makes none of an image that is not here, or by a name that is taken', async () => {
    await make();
    for (const more of [{image: 'countable-none:1'}, {name: `${known().label.split('=')[1]}-beside-0`}])
      await assert.rejects(make(more), (error: unknown) => error instanceof CommandFailed);
  });
};
