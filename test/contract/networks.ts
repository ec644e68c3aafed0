import assert from 'node:assert/strict';
import {findResources} from '../../ts-helpers/src/deploy/gather/resources.ts';
import {projectLabel} from '../../ts-helpers/src/project/conventions.ts';
import {CommandFailed} from '../../ts-helpers/src/errors/userError.ts';
import type {ComposeProject} from '../../ts-helpers/src/compose/model.ts';
import type {Compose} from '../../ts-helpers/src/outside/compose.ts';
import type {Docker} from '../../ts-helpers/src/outside/docker.ts';
import type {Service} from './composeUp.ts';

type Resources = Readonly<Record<string, object>>;

export interface NetworkedCompose {
  compose: Pick<Compose, 'config' | 'up' | 'down' | 'destroy'>;
  docker: Pick<
    Docker,
    'containers' | 'existing' | 'isWorker' | 'networks' | 'volumes' | 'removeNetwork' | 'stop'
  >;
  write(
    services: Readonly<Record<string, Service>>,
    volumes?: Resources,
    networks?: Resources,
  ): Promise<ComposeProject>;
}

/** What every Compose makes of networks and volumes, and how it knows that the files say something else of one. */
export const networksContract = (known: () => NetworkedCompose): void => {
  let project: ComposeProject;
  const onLine = () => undefined;
  const write = async (networks: Resources, volumes: Resources = {}) => {
    const fields = {
      networks: Object.fromEntries(Object.keys(networks).map(key => [key, null])),
      volumes: Object.keys(volumes).map(key => `${key}:/${key}`),
    };
    project = await known().write({web: {program: {}, fields}}, volumes, networks);
  };
  const containers = () => known().docker.containers([projectLabel(project.name)]);
  const found = async () => {
    const {model} = await known().compose.config(project);
    return findResources({composeProject: project.name, model}, await containers(), known().docker);
  };
  const others = async () => {
    const {networks, volumes} = await found();
    return [
      ...networks.filter(({isAnother}) => isAnother).map(({key}) => key),
      ...volumes.filter(({isOtherwise}) => isOtherwise).map(({key}) => key),
    ].sort();
  };
  afterEach(() => known().compose.destroy(project.name));

  it('are removed when it is ended but for volumes, and those as well where nothing else is left', async () => {
    await write({default: {}}, {data: {}});
    await known().compose.up(project, {onLine});
    const volumes = async () =>
      (await known().docker.volumes(projectLabel(project.name))).map(({name}) => name);
    await known().compose.down(project.name, {onLine});
    assert.deepEqual([(await containers()).length, await volumes()], [0, [`${project.name}_data`]]);
    await known().compose.destroy(project.name);
    assert.deepEqual(await volumes(), []);
  });

  it('are as the files say, however they say it, until they say something else', async () => {
    const networks = {
      default: {},
      back: {internal: true, labels: {'b.é': '<x> & "y"', a: '1'}},
      own: {
        driver: 'bridge',
        attachable: true,
        driver_opts: {'com.docker.network.bridge.enable_icc': 'true'},
      },
      six: {enable_ipv6: false, ipam: {driver: 'default'}, labels: {z: '1'}, 'x-note': 'ours'},
    };
    const volumes = {data: {}, more: {driver: 'local', labels: {b: '2', a: '<'}}};
    await write(networks, volumes);
    await known().compose.up(project, {onLine});
    assert.deepEqual(await others(), []);
    const {internal: _, ...open} = networks.back;
    await write({...networks, back: open, six: {}}, {...volumes, data: {labels: {a: '1'}}});
    assert.deepEqual(await others(), ['back', 'data', 'six']);
    const back = (await found()).networks.find(({key}) => key === 'back');
    assert.deepEqual([back?.name, back?.others], [`${project.name}_back`, []]);
  });

  it('have containers that are found there by the name of their service', async () => {
    await write({default: {}, back: {}});
    await known().compose.up(project, {onLine});
    const [web] = await containers();
    const {networks} = await found();
    assert.deepEqual(Object.keys(web?.joined ?? {}).sort(), [
      `${project.name}_back`,
      `${project.name}_default`,
    ]);
    for (const {id, name} of networks) {
      assert.equal(web?.joined?.[name]?.network, id);
      assert.ok(web.joined[name].aliases.includes('web'));
    }
    await known().docker.stop(web?.id ?? '');
    assert.deepEqual(
      Object.keys((await containers())[0]?.joined ?? {}).length,
      2,
      'also when it does not run',
    );
  });

  it('of others are there, or not, by their names', async () => {
    const {docker} = known();
    await write({default: {}}, {data: {}});
    await known().compose.up(project, {onLine});
    const [network, volume] = [`${project.name}_default`, `${project.name}_data`];
    const [found] = await docker.existing('network', [network, 'nobody-has-this']);
    assert.deepEqual([found?.name, found?.scope], [network, 'local']);
    assert.deepEqual(
      (await docker.existing('network', [found?.id ?? ''])).map(({name}) => name),
      [network],
    );
    const volumes = await docker.existing('volume', [volume, 'nobody-has-this']);
    assert.deepEqual(
      volumes.map(({name}) => name),
      [volume],
    );
    assert.deepEqual(await docker.existing('volume', ['nobody-has-this']), []);
    assert.equal(await docker.isWorker(), false);
  });

  it('go once nothing runs in them, and are not started in when they are gone', async () => {
    await write({default: {}});
    await known().compose.up(project, {onLine});
    const [network] = (await found()).networks;
    const {docker} = known();
    await assert.rejects(docker.removeNetwork(network?.id ?? ''), says('active endpoints'));
    const [web] = await containers();
    await docker.stop(web?.id ?? '');
    await docker.removeNetwork(network?.id ?? '');
    await docker.removeNetwork(network?.id ?? '');
    assert.deepEqual((await found()).networks, []);
    await assert.rejects(known().compose.up(project, {onLine}), says('not found'));
  });
};

const says =
  (words: string) =>
  (error: unknown): boolean =>
    error instanceof CommandFailed && error.tail.join('\n').includes(words);
