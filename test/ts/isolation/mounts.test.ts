import assert from 'node:assert/strict';
import type {ComposeMount} from '../../../ts-helpers/src/compose/model.ts';
import {foldersToMake} from '../../../ts-helpers/src/isolation/mounts.ts';
import type {Place} from '../../../ts-helpers/src/isolation/places.ts';
import {isolated, surroundings} from '../support/isolating.ts';

const bind = (source: string, more: object = {}) => ({
  type: 'bind',
  source,
  target: '/x',
  bind: {create_host_path: true},
  ...more,
});

const mounting = (source: string, place: Partial<Place>, {more = {}, permits = [] as string[]} = {}) => {
  const {web, own, given} = isolated(
    {volumes: [bind(source, more)]},
    {around: surroundings({[source]: place}, permits)},
  );
  return {mount: web.volumes?.[0], own, given};
};

describe('what a test run mounts of this machine', () => {
  it('stays where it is of the project, links followed', () => {
    for (const [source, real] of [
      ['/w', '/w'],
      ['/w/src', '/w/src'],
      ['/w/link', '/w/src'],
      ['/linked-w/src', '/w/src'],
    ] as const) {
      const {mount, own, given} = mounting(source, {real});
      assert.deepEqual([mount, own, given], [bind(real), [], []]);
    }
  });

  const outside: [source: string, place: Partial<Place>][] = [
    ['/', {}],
    ['/srv/media', {}],
    ['/home/jenkins/countable/shop-prod/.env', {kind: 'file'}],
    ['/w/../secrets', {real: '/secrets'}],
    ['/w-other', {}],
    ['/w/link', {real: '/home/jenkins/.ssh'}],
    ['/proc/self/root/etc', {real: '/etc'}],
    ['/etc', {}],
    ['/etc/ssl/private', {}],
    ['/etc/localtime', {real: '/etc/shadow', kind: 'file'}],
    ['/w/loop', {kind: 'unknown'}],
    ['/dev/mem', {kind: 'device'}],
  ];
  for (const [source, place] of outside) {
    it(`is read-only, and said to be given, at ${source}`, () => {
      const real = place.real ?? source;
      const {mount, own, given} = mounting(source, place);
      assert.deepEqual(mount, bind(real, {read_only: true}));
      assert.deepEqual(given, [`web has ${real} of this machine`]);
      assert.deepEqual(own, [`web reads ${real} and cannot write to it`]);
    });
  }

  it('needs no word where it was read-only before', () => {
    const {own, given} = mounting('/srv/media', {}, {more: {read_only: true}});
    assert.deepEqual([own, given], [[], ['web has /srv/media of this machine']]);
  });

  it('is as the project writes it where the organisation allows it, or a folder above', () => {
    for (const permit of ['/srv/media', '/srv', '/']) {
      const {mount, own} = mounting('/srv/media', {}, {permits: [permit]});
      assert.deepEqual([mount, own], [bind('/srv/media'), []]);
    }
    for (const permit of ['/srv/med', '/srv/media/sub', 'docker.sock', 'privileged']) {
      assert.equal(mounting('/srv/media', {}, {permits: [permit]}).mount?.read_only, true);
    }
  });

  it('is harmless where it is the same on every machine, and read-only then', () => {
    for (const [source, real] of [
      ['/etc/localtime', '/usr/share/zoneinfo/America/Toronto'],
      ['/etc/timezone', '/etc/timezone'],
      ['/usr/share/zoneinfo', '/usr/share/zoneinfo'],
      ['/etc/ssl/certs', '/etc/ssl/certs'],
      ['/usr/local/share/ca-certificates', '/usr/local/share/ca-certificates'],
    ] as const) {
      const {mount, own, given} = mounting(source, {real});
      assert.deepEqual([mount, own, given], [bind(real, {read_only: true}), [], []]);
    }
  });

  it("is Docker's socket as it is, by a name of its own", () => {
    for (const [source, real, mounted] of [
      ['/run/docker.sock', '/run/docker.sock', '/run/docker.sock'],
      ['/w/sock', '/run/docker.sock', '/run/docker.sock'],
      // Docker Desktop mounts its own by this path alone.
      ['/var/run/docker.sock', '/home/me/.docker/run/docker.sock', '/var/run/docker.sock'],
    ] as const) {
      const around = surroundings({[source]: {real, kind: 'socket'}});
      const {web, notes} = isolated({volumes: [bind(source)]}, {around});
      assert.deepEqual(web.volumes, [bind(mounted)]);
      assert.deepEqual(
        notes.map(({kind, permit}) => [kind, permit]),
        [['given', 'docker.sock']],
      );
    }
  });

  it('is Docker’s socket by its path only where a socket is there', () => {
    const {mount} = mounting('/var/run/docker.sock', {real: '/home/me/not-a-socket', kind: 'file'});
    assert.deepEqual(mount, bind('/home/me/not-a-socket', {read_only: true}));
  });

  it('is read-only as an empty volume where it was so before', () => {
    const read = (more: object) => mounting('/srv/new', {kind: 'missing'}, {more}).mount?.['read_only'];
    assert.deepEqual(
      [read({read_only: true}), read({read_only: false}), read({})],
      [true, undefined, undefined],
    );
    assert.ok(!('read_only' in (mounting('/srv/new', {kind: 'missing'}).mount ?? {})));
  });

  it('is an empty volume of the run where this machine has nothing, instead of a folder made for it', () => {
    const {mount, own, given} = mounting('/srv/new', {kind: 'missing'});
    assert.deepEqual(mount, {type: 'volume', target: '/x', volume: {nocopy: true}});
    assert.deepEqual(
      [own, given],
      [['web sees an empty folder at /x, since this machine has no /srv/new'], []],
    );
  });

  it('shows the machine no mounts, and changes no labels outside', () => {
    const shared = {bind: {propagation: 'rshared', selinux: 'Z'}};
    const inside = mounting('/w/a', {}, {more: shared});
    assert.deepEqual(inside.mount?.['bind'], {selinux: 'Z'});
    assert.deepEqual(inside.own, ['web shows this machine no mounts of its own at /x']);
    assert.deepEqual(mounting('/srv/a', {}, {more: shared}).mount?.['bind'], {});
    for (const propagation of ['', 'private', 'rprivate', 'slave', 'rslave']) {
      const {mount, own} = mounting('/w/a', {}, {more: {bind: {propagation}}});
      assert.deepEqual([mount?.['bind'], own], [{propagation}, []], propagation);
    }
  });

  it('of a type that nobody knows is given, and stands on the line of its target', () => {
    const mount = {type: 'npipe', source: '//./pipe/docker_engine', target: '/x'};
    const {web, notes} = isolated({volumes: [mount]});
    assert.deepEqual(web.volumes, [mount]);
    assert.deepEqual(
      notes.map(({kind, permit, entries}) => [kind, permit, entries]),
      [['given', 'volumes: npipe', ['/x']]],
    );
  });

  it('leaves volumes, memory and images alone', () => {
    const volumes = [
      {type: 'volume', source: 'data', target: '/d', volume: {nocopy: true, labels: {a: 'b'}}},
      {type: 'volume', target: '/anonymous', volume: {}},
      {type: 'tmpfs', target: '/t', tmpfs: {size: '1000'}},
      {type: 'image', source: 'x', target: '/i'},
    ];
    const {web, notes} = isolated({volumes});
    assert.deepEqual(web.volumes, [
      {type: 'volume', source: 'data', target: '/d', volume: {nocopy: true}},
      {type: 'volume', target: '/anonymous'},
      ...volumes.slice(2),
    ]);
    assert.deepEqual(notes, []);
  });
});

describe('the folders that are made before a test run', () => {
  const places = {
    '/w/new': {kind: 'missing'},
    '/w/link': {kind: 'missing', real: '/w/behind'},
    '/w/there': {kind: 'folder'},
    '/srv/new': {kind: 'missing'},
  } as const;
  const made = (...volumes: ComposeMount[]) =>
    foldersToMake({name: 'x', services: {web: {volumes}, db: {}}}, surroundings(places));

  it('are those that are mounted of the workspace and are not there: Docker would make them for root', () => {
    assert.deepEqual(made(bind('/w/new'), bind('/w/there'), bind('/srv/new')), ['/w/new']);
  });

  it('are known once links are followed, as mounts are written by then, and made once', () => {
    assert.deepEqual(made(bind('/w/behind'), bind('/w/behind')), ['/w/behind']);
  });

  it('are none that nothing mounts, or only as a volume, or that Docker would not make', () => {
    assert.deepEqual(made(), []);
    assert.deepEqual(made({type: 'volume', source: '/w/new', target: '/x'}), []);
    assert.deepEqual(made(bind('/w/new', {bind: {create_host_path: false}})), []);
    assert.deepEqual(made(bind('/w/new', {bind: undefined})), ['/w/new']);
  });
});
