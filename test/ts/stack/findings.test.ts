import assert from 'node:assert/strict';
import type {ComposeModel, ComposeService} from '../../../ts-helpers/src/compose/model.ts';
import type {SwarmNode} from '../../../ts-helpers/src/compose/swarm.ts';
import {swarmFindings, swarmWarnings} from '../../../ts-helpers/src/stack/findings.ts';
import {inRegistry} from '../../../ts-helpers/src/stack/images.ts';
import {layersOf} from '../../../ts-helpers/src/stack/jobs.ts';

const node = (name: string, more: Partial<SwarmNode> = {}): SwarmNode => ({
  id: `id-${name}`,
  name,
  role: 'worker',
  labels: {},
  isActive: true,
  ...more,
});
const ONE = [node('one', {role: 'manager'})];
const TWO = [...ONE, node('two', {labels: {disk: 'fast'}})];

const found = (web: ComposeService, nodes = ONE, more: Partial<ComposeModel> = {}) =>
  swarmFindings({
    model: {name: 'shop', services: {web}, ...more},
    sources: [],
    folder: '/srv/shop',
    nodes,
    here: 'id-one',
  }).map(({code, message}) => `${code}: ${message}`);

describe('what a swarm cannot do', () => {
  it('is found where a service would be another one', () => {
    assert.deepEqual(found({image: 'busybox', network_mode: 'host'}), [
      'NOT_FOR_SWARM: A swarm does not know `network_mode:`, without which web is another service.',
    ]);
    assert.deepEqual(found({image: 'busybox', privileged: false, devices: [], security_opt: null}), []);
    assert.equal(found({image: 'busybox', privileged: true, devices: ['/dev/x']}).length, 2);
  });

  it('is found where a port was meant for one address', () => {
    assert.match(
      found({ports: [{target: 1, published: '5432', host_ip: '127.0.0.1'}]})[0] ?? '',
      /5432 of web at every address/,
    );
    assert.deepEqual(found({ports: [{target: 1, published: '5432', host_ip: '0.0.0.0'}]}), []);
  });

  it('is found where a value is in a variable', () => {
    const secrets = {token: {name: 'x', environment: 'TOKEN'}};
    assert.match(found({}, ONE, {secrets})[0] ?? '', /not token from the variable TOKEN/);
  });

  it('is told where a service runs without', () => {
    const model = {
      name: 'shop',
      services: {web: {container_name: 'web', cpuset: '0', image: 'x', restart: 'no'}},
    };
    assert.deepEqual(
      swarmWarnings({model, sources: [], nodes: ONE, here: 'id-one', homemade: []}).map(
        ({message}) => message,
      ),
      [
        'A swarm does not know `container_name:` of web (service web): it runs without.',
        'A swarm does not know `cpuset:` of web (service web): it runs without.',
      ],
    );
  });
});

describe('what lies on one node of several', () => {
  const built = {build: {context: '.'}};
  const volume = {type: 'volume', source: 'data', target: '/data'};
  const only = (constraint: string) => ({deploy: {placement: {constraints: [constraint]}} as never});

  it('is no matter where there is no other', () => {
    const both = {...built, volumes: [volume]};
    assert.deepEqual(found(both), []);
    assert.deepEqual(found(both, [...ONE, node('away', {isActive: false})]), []);
    for (const constraint of [
      'node.hostname==one',
      'node.role == manager',
      'node.id != id-two',
      'node.labels.disk!=fast',
    ])
      assert.deepEqual(found({...both, ...only(constraint)}, TWO), [], constraint);
  });

  it('is found: an image without a registry', () => {
    assert.match(
      found(built, TWO)[0] ?? '',
      /The image of web is built on this node alone, and two may run it too/,
    );
    assert.match(
      found({...built, ...only('node.labels.disk==fast')}, TWO)[0] ?? '',
      /and two may run it too/,
    );
    assert.equal(found({...built, image: 'team/web'}, TWO).length, 1);
    assert.deepEqual(found({...built, image: 'registry.example.org/web'}, TWO), []);
    assert.deepEqual(found({...built, image: 'localhost:5000/web'}, TWO), []);
  });

  it('is found: data, and files of the deploy folder', () => {
    assert.match(found({volumes: [volume]}, TWO)[0] ?? '', /may come up on one or two: without its data/);
    assert.deepEqual(found({volumes: [volume]}, TWO, {volumes: {data: {driver: 'nfs'}}}), []);
    assert.deepEqual(found({volumes: [volume], ...only('node.labels.disk==fast')}, TWO), []);
    const mount = (source: string) => ({volumes: [{type: 'bind', source, target: '/x'}]});
    assert.match(found(mount('/srv/shop/nginx.conf'), TWO)[0] ?? '', /lies on this node alone/);
    assert.deepEqual(found(mount('/srv/shared'), TWO), []);
  });
});

describe('what a swarm is given', () => {
  it('names an image of a registry by the version', () => {
    assert.equal(
      inRegistry('registry.example.org:5000/team/web', 'c0ffee'),
      'registry.example.org:5000/team/web:c0ffee',
    );
    assert.equal(inRegistry('registry.example.org/web:latest', 'c0ffee'), 'registry.example.org/web:c0ffee');
  });

  it('comes after what it waits for, and beside what it only needs', () => {
    const on = (needed: Record<string, string>): ComposeService => ({
      depends_on: Object.fromEntries(Object.entries(needed).map(([name, condition]) => [name, {condition}])),
    });
    assert.deepEqual(
      layersOf({
        services: {
          proxy: on({web: 'service_started'}),
          web: on({migrate: 'service_completed_successfully', cache: 'service_started'}),
          migrate: on({db: 'service_healthy'}),
          db: {},
          cache: {},
          // Compose refuses circles; whoever gets here with one is not to hang.
          one: on({two: 'service_healthy'}),
          two: on({one: 'service_healthy'}),
        },
      })
        .flat()
        .sort(),
      ['cache', 'db', 'migrate', 'one', 'proxy', 'two', 'web'],
    );
    assert.deepEqual(
      layersOf({
        services: {
          proxy: on({web: 'service_started'}),
          web: on({migrate: 'service_completed_successfully', cache: 'service_started'}),
          migrate: on({db: 'service_healthy'}),
          db: {},
          cache: {},
        },
      }),
      [['db', 'cache'], ['migrate'], ['proxy', 'web']],
    );
  });
});
