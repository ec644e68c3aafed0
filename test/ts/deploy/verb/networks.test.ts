import assert from 'node:assert/strict';
import {createHost, type Host} from '../../../fakes/deploying.ts';
import {committing} from '../../support/commits.ts';
import {failureOf} from '../../support/failureOf.ts';

const BASE = `
services:
  app: {image: busybox, networks: {default: , back: }}
  kv: {image: busybox, networks: {back: }, volumes: ["kv:/data"]}
  other: {image: busybox}
volumes: {kv: }
`;
const site = (networks: string, base = BASE) => ({
  'docker-compose.yml': `${base}networks: {${networks}}\n`,
  'dc.stage.yml': 'services: {}',
});

describe('a deploy and the networks of its project, in process', () => {
  let host: Host;
  let commit: ReturnType<typeof committing>;
  beforeEach(async () => {
    host = await createHost(site('back: {}'));
    host.engine.registry.add('busybox');
    commit = committing(host);
    await commit();
    await host.deploy();
  });
  afterEach(() => host.remove());

  const of = (service: string) =>
    host.engine.containers.find(({labels}) => labels['com.docker.compose.service'] === service);
  const network = (name: string) =>
    host.engine.things.find(thing => thing.kind === 'network' && thing.name === `shop-stage_${name}`);
  const change = async (files: Readonly<Record<string, string>>) => {
    await commit(files);
    return host.deploy();
  };

  it('makes a network anew whose options are others, with all that are in it, and says so before', async () => {
    const [before, other] = [network('back')?.id, of('other')?.id];
    await commit(site('back: {internal: true}'));
    const {steps, services} = await host.plan();
    const unlink = steps.find(({id}) => id === 'unlink');
    assert.deepEqual(
      [unlink?.does, unlink?.risks],
      ['Stop app, kv, and remove the network shop-stage_back (internal changed), to be made anew', 'traffic'],
    );
    assert.deepEqual(
      services.map(({service, does}) => `${service} ${does}`),
      ['app recreated', 'kv recreated', 'other unchanged'],
    );
    const {changes = []} = await host.deploy();
    assert.equal(changes[0], 'app: recreated (network back made anew, internal changed)');
    assert.notEqual(network('back')?.id, before);
    assert.deepEqual(of('kv')?.joined['shop-stage_back'], {network: network('back')?.id, aliases: ['kv']});
    assert.equal(of('other')?.id, other);
    assert.match((await host.deploy()).changes?.join() ?? '', /^Nothing changed/);
  });

  it('makes it anew again where the release before comes back', async () => {
    host.engine.programOf = service =>
      service === 'app' && network('back')?.options?.['internal'] === true
        ? {exits: 1, afterMs: 100}
        : undefined;
    const {code, leaves} = await failureOf(change(site('back: {internal: true}')));
    assert.equal(code, 'SERVICE_EXITED');
    assert.match(leaves.undone ?? '', /is back in staging/);
    assert.equal(network('back')?.options?.['internal'], undefined);
    for (const service of ['app', 'kv'])
      assert.deepEqual(
        [of(service)?.state, of(service)?.joined['shop-stage_back']?.network],
        ['running', network('back')?.id],
      );
  });

  it('goes on from where one was stopped that had removed it', async () => {
    const kv = of('kv');
    assert.ok(kv);
    await host.deploy();
    for (const one of host.engine.containers) one.state = 'exited';
    host.engine.things.splice(
      host.engine.things.findIndex(thing => thing.name === 'shop-stage_back'),
      1,
    );
    await host.deploy();
    assert.equal(of('kv')?.joined['shop-stage_back']?.network, network('back')?.id);
    assert.equal(of('kv')?.state, 'running');
  });

  it('makes a container anew that others do not find by its name, although nothing of it has changed', async () => {
    const kv = of('kv');
    assert.ok(kv);
    Object.assign(kv.joined['shop-stage_back'] ?? {}, {aliases: [kv.id.slice(0, 12)]});
    const {changes = []} = await host.deploy();
    assert.deepEqual(changes.slice(0, 2), [
      'kv: recreated (was not to be found in network back)',
      'Unchanged: app, other',
    ]);
    assert.deepEqual(of('kv')?.joined['shop-stage_back']?.aliases, ['kv']);
  });

  it('removes a network that no file names any more, once the deploy counts', async () => {
    const {steps} = await (async () => {
      await commit(site('rear: {}', BASE.replaceAll('back', 'rear')));
      return host.plan();
    })();
    assert.equal(
      steps.find(({id}) => id === 'tidy')?.does,
      'Remove the network shop-stage_back, no longer in the compose files',
    );
    await host.deploy();
    assert.deepEqual([network('back'), network('rear')?.name], [undefined, 'shop-stage_rear']);
  });

  it('leaves one that others are in, and does not make it anew', async () => {
    const {engine} = host;
    const app = of('app');
    assert.ok(app);
    engine.containers.push({...app, id: 'f'.repeat(64), name: 'theirs', labels: {}});
    await commit(site('back: {internal: true}'));
    const ids = engine.containers.map(({id}) => id);
    const {code, message, where, exitCode} = await failureOf(host.deploy());
    assert.deepEqual([code, where, exitCode], ['NETWORK_IN_USE', 'docker-compose.yml:7', 7]);
    assert.match(message, /shop-stage_back has to be made anew, .* theirs, not of this project, is in it/);
    assert.deepEqual(
      engine.containers.map(({id}) => id),
      ids,
    );
    await commit(site('rear: {}', BASE.replaceAll('back', 'rear')));
    const {steps} = await host.plan();
    assert.equal(
      steps.find(({id}) => id === 'tidy'),
      undefined,
    );
  });
});
