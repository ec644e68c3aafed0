import assert from 'node:assert/strict';
import type {ComposeModel, ComposeResource} from '../../../ts-helpers/src/compose/model.ts';
import {isolated, RUN, surroundings} from '../support/isolating.ts';

const labels = {'ca.countable.run': 'test'};

const volume = (definition: ComposeResource | null) => {
  const {model, own} = isolated({}, {volumes: {data: definition}});
  return {volume: model.volumes?.['data'], own};
};

const network = (definition: ComposeResource | null) => {
  const {model, own} = isolated({}, {networks: {back: definition}});
  return {network: model.networks?.['back'], own};
};

describe('a volume of a test run', () => {
  const others: [definition: ComposeResource, says: string][] = [
    [{name: 'shop-prod_data', external: true}, 'not shop-prod_data'],
    [{external: true}, 'not data'],
    [{name: 'precious'}, 'not precious'],
    [{driver: 'rexray/ebs'}, 'not what it is bound to'],
    [{driver_opts: {type: 'none', o: 'bind', device: '/srv/x'}}, 'not what it is bound to'],
    [{driver_opts: {type: 'nfs', o: 'addr=10.0.0.1,rw', device: ':/export'}}, 'not what it is bound to'],
    [{driver_opts: {type: 'cifs', o: 'addr=nas', device: '//nas/share'}}, 'not what it is bound to'],
    [{driver_opts: {type: 'ext4', device: '/dev/sda1'}}, 'not what it is bound to'],
    [{driver_opts: {type: 'tmpfs', device: '/srv/x', o: 'bind'}}, 'not what it is bound to'],
    [{driver_opts: {type: 'tmpfs', device: 'tmpfs', o: 'bind'}}, 'not what it is bound to'],
    [{driver_opts: {type: 'overlay', device: 'overlay', o: 'lowerdir=/srv'}}, 'not what it is bound to'],
    [{driver: 'vieux/sshfs', driver_opts: {sshcmd: 'u@h:/x'}}, 'not what it is bound to'],
  ];
  for (const [definition, says] of others) {
    it(`is its own and empty: ${JSON.stringify(definition)}`, () => {
      const {volume: made, own} = volume(definition);
      assert.deepEqual(made, {name: `${RUN}_data`, labels});
      assert.deepEqual(own, [`the volume data is its own and empty, ${says}`]);
    });
  }

  it('needs no word where it was the run’s own anyway', () => {
    for (const definition of [null, {}, {name: `${RUN}_data`}, {labels: {a: 'b'}}]) {
      assert.deepEqual(volume(definition), {volume: {name: `${RUN}_data`, labels}, own: []});
    }
  });

  it('stays in memory', () => {
    for (const o of [undefined, 'size=100m', 'size=100m,uid=1000,mode=0700,noexec']) {
      const options = {type: 'tmpfs', device: 'tmpfs', ...(o !== undefined && {o})};
      const {volume: made, own} = volume({driver: 'local', driver_opts: options});
      assert.deepEqual([made, own], [{name: `${RUN}_data`, labels, driver_opts: options}, []]);
    }
  });
});

describe('a network of a test run', () => {
  const others: [definition: ComposeResource, says: string][] = [
    [{name: 'web', external: true}, 'not web'],
    [{external: true}, 'not back'],
    [{name: 'host', external: true}, 'not host'],
    [{name: 'proxy'}, 'not proxy'],
    [{ipam: {config: [{subnet: '172.28.0.0/16'}]}}, 'without its fixed range'],
    [{ipam: {driver: 'infoblox', config: []}}, 'without its fixed range'],
    [
      {driver: 'macvlan', driver_opts: {parent: 'eth0'}},
      'a bridge instead of macvlan, without options of its driver',
    ],
    [{driver: 'ipvlan'}, 'a bridge instead of ipvlan'],
    [{driver: 'overlay'}, 'a bridge instead of overlay'],
    [{driver_opts: {'com.docker.network.bridge.name': 'br0'}}, 'without options of its driver'],
    [
      {name: 'p', driver: 'macvlan', driver_opts: {a: 'b'}, ipam: {config: [{subnet: '10.0.0.0/8'}]}},
      'not p, without its fixed range, a bridge instead of macvlan, without options of its driver',
    ],
  ];
  for (const [definition, says] of others) {
    it(`is its own and plain: ${JSON.stringify(definition)}`, () => {
      const {network: made, own} = network(definition);
      assert.deepEqual(made, {name: `${RUN}_back`, labels});
      assert.deepEqual(own, [`the network back is its own: ${says}`]);
    });
  }

  it('keeps what is its own business', () => {
    const {network: made, own} = network({
      name: `${RUN}_back`,
      driver: 'bridge',
      internal: true,
      attachable: true,
      ipam: {},
    });
    assert.deepEqual([made, own], [{name: `${RUN}_back`, labels, internal: true, attachable: true}, []]);
  });

  it('has, where it speaks IPv6, a range that no other run has', () => {
    const ranges = (composeProject: string) => {
      const networks = {
        a: {enable_ipv6: true},
        b: {enable_ipv6: true, ipam: {config: [{subnet: '2001:db8::/64'}]}},
      };
      const {model} = isolated({}, {networks, around: {...surroundings(), composeProject}});
      return ['a', 'b'].map(key => model.networks?.[key]?.['ipam']);
    };
    assert.deepEqual(ranges('shop-test-7-0abc12'), [
      {config: [{subnet: 'fd0a:bc12:0:0::/64'}]},
      {config: [{subnet: 'fd0a:bc12:0:1::/64'}]},
    ]);
    assert.notDeepEqual(ranges('shop-test-7-0abc12'), ranges('shop-test-7-0abc13'));
  });

  it('is marked also where the project names none', () => {
    assert.deepEqual(isolated({}).model.networks, {default: {name: `${RUN}_default`, labels}});
  });
});

describe('a secret or configuration of a test run', () => {
  const files = (
    definition: ComposeResource,
    around = surroundings({'/w/s': {kind: 'file'}, '/etc/shadow': {kind: 'file'}}),
  ) => {
    const sections: Partial<ComposeModel> = {secrets: {s: definition}, configs: {c: definition}};
    const {model, given, shared} = isolated({}, {...sections, around});
    return {secret: model.secrets?.['s'], given, shared};
  };

  it('stays where it is of the project, or no file at all', () => {
    for (const definition of [{file: '/w/s'}, {environment: 'TOKEN'}, {content: 'x'}]) {
      assert.deepEqual(files(definition), {secret: definition, given: [], shared: []});
    }
  });

  it('is given where it is a file of this machine', () => {
    assert.deepEqual(files({file: '/etc/shadow'}).given, [
      'the secret s is /etc/shadow of this machine',
      'the config c is /etc/shadow of this machine',
    ]);
    const link = surroundings({'/w/s': {real: '/etc/shadow', kind: 'file'}});
    assert.equal(files({file: '/w/s'}, link).given.length, 2);
  });

  it('cannot be another’s, nor made by what nobody knows here', () => {
    assert.deepEqual(files({external: true}).shared, [
      'the secret s is one of this machine',
      'the config c is one of this machine',
    ]);
    assert.deepEqual(files({driver: 'vault'}).given, ['the secret s has driver', 'the config c has driver']);
  });
});
