import assert from 'node:assert/strict';
import {createHost, type Host} from '../../../fakes/deploying.ts';
import {nameImage} from '../../../fakes/engine/state.ts';
import {committing} from '../../support/commits.ts';
import {failureOf} from '../../support/failureOf.ts';
import {SWARM_SITE, TWO_NODES} from '../../support/swarmSite.ts';

describe('a deploy to a swarm of several nodes', () => {
  let host: Host;
  const deployed = async (more: Readonly<Record<string, string>> = {}): Promise<void> => {
    host = await createHost({...SWARM_SITE, ...more}, {isSwarm: true});
    host.engine.programs['migrate'] = {exits: 0};
    await host.deploy();
  };
  afterEach(() => host.remove());

  const twoNodes = () => {
    const [one] = host.swarm.nodesThere as [(typeof host.swarm.nodesThere)[number]];
    host.swarm.nodesThere.push({...one, id: 'node2', name: 'two', role: 'worker'});
  };
  const failing = () => failureOf(host.deploy());

  it('is refused where an image or data is on one of several nodes', async () => {
    host = await createHost(SWARM_SITE, {isSwarm: true});
    twoNodes();
    const {code, message, where} = await failing();
    assert.equal(code, 'NOT_FOR_SWARM');
    assert.match(message, /The image of web is built on this node alone, and two may run it too\./);
    assert.match(message, /Each node has a volume data of its own, and db may come up on one or two/);
    assert.match(where ?? '', /docker-compose\.yml:4/);
    assert.deepEqual(host.swarm.deployed, []);
  });

  it('has tasks that share a port', async () => {
    const web = `services: {web: {image: "own:1", ports: ["8080:80"], deploy: {replicas: 2}}}`;
    host = await createHost({...TWO_NODES, 'docker-compose.yml': web}, {isSwarm: true});
    host.engine.registry.add('own:1');
    twoNodes();
    await host.deploy();
    const both = (await host.swarm.services('shop-stage')).map(({replicas, ports}) => [
      replicas,
      ports[0]?.port,
    ]);
    assert.deepEqual(both, [[2, 8080]]);
  });

  it('is refused where more tasks want a port of their node than there are nodes', async () => {
    const web = `services:
  web:
    image: own:1
    ports: [{target: 80, published: "8080", mode: host}]
    deploy: {replicas: 3}
`;
    host = await createHost({...TWO_NODES, 'docker-compose.yml': web}, {isSwarm: true});
    host.engine.registry.add('own:1');
    twoNodes();
    const {code, message, where} = await failing();
    assert.equal(code, 'NOT_FOR_SWARM');
    assert.equal(
      message,
      '3 tasks of web want the port 8080 of their node (`mode: host`), and 2 nodes may run it: one, two.',
    );
    assert.equal(where, 'docker-compose.yml:4');
  });

  it('tells of an image that other nodes cannot get', async () => {
    host = await createHost(TWO_NODES, {isSwarm: true});
    twoNodes();
    for (const image of ['own:1', 'own:2'])
      nameImage(host.engine, image, {id: `sha256:${image}`, labels: {}});
    await host.plan();
    const said = host.voice.lines().join('\n');
    assert.match(
      said,
      /The image own:1 of web is on this node, and came from no registry: two may run web, and has to have it too \(docker-compose\.yml:3\)\./,
    );
    assert.match(said, /node\.hostname==one/);
    assert.doesNotMatch(said, /own:2/);
  });

  it('returns to the images that a release had, as every node can get them', async () => {
    host = await createHost(TWO_NODES, {isSwarm: true});
    twoNodes();
    const {engine, swarm} = host;
    for (const image of ['own:1', 'own:2']) engine.registry.add(image);
    const commit = committing(host);
    const first = await commit();
    await host.deploy();
    const before = engine.images.get('own:1')?.registryNames?.[0]?.split('@')[1];
    for (const image of ['own:1', 'own:2'])
      nameImage(engine, image, {id: `sha256:newer-${image}`, labels: {}});
    await commit({'dc.stage.yml': 'services: {web: {environment: {STAGE: "2"}}}'});
    await host.deploy();
    await host.rollback();
    const {services} = swarm.deployed.at(-1)?.file ?? {services: {}};
    assert.deepEqual(
      [services['web']?.image, services['cache']?.image],
      [`own:1@${before}`, `shop-stage-cache:${first}`],
    );
  });

  it('comes back from a failure although a node has come since that could not run it', async () => {
    await deployed();
    await host.write({
      'docker-compose.yml': 'services: {web: {image: "postgres:15", command: other}}',
      'dc.stage.yml': 'services: {web: {}}',
    });
    host.engine.programs['web'] = {exits: 3};
    twoNodes();
    const {code, leaves} = await failing();
    assert.equal(code, 'SERVICE_EXITED');
    assert.doesNotMatch(leaves.undone ?? '', /NOT_FOR_SWARM/);
  });

  it('pushes what is built for a registry', async () => {
    await deployed({'dc.stage.yml': 'services: {web: {image: "registry.example.org:5000/team/web"}}'});
    assert.equal(host.swarm.pushed.length, 1);
    assert.match(host.swarm.pushed[0] ?? '', /^registry\.example\.org:5000\/team\/web:.+/);
    const web = host.swarm.deployed.findLast(({file}) => 'web' in file.services)?.file.services['web'];
    const [pushed = ''] = host.swarm.pushed;
    const [image = '', digest = ''] = web?.image.split('@') ?? [];
    assert.deepEqual([image, host.engine.images.get(pushed)?.id], [pushed, digest]);
  });

  it('is of what was pushed last, where a version is built again', async () => {
    await deployed({'dc.stage.yml': 'services: {web: {image: "registry.example.org:5000/team/web"}}'});
    await host.write({Dockerfile: 'FROM busybox:other'});
    await host.deploy();
    const images = host.swarm.deployed.flatMap(({file}) => file.services['web']?.image ?? []);
    const [[first, one], [second, other]] = images.map(image => image.split('@')) as [string[], string[]];
    assert.equal(first, second);
    assert.notEqual(one, other);
  });
});
