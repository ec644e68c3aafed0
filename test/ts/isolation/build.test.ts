import assert from 'node:assert/strict';
import {isolated, surroundings} from '../support/isolating.ts';

const absent = (...folders: string[]) =>
  Object.fromEntries(
    folders.flatMap(folder =>
      ['.dockerignore', 'Dockerfile.dockerignore'].map(name => [
        `${folder}/${name}`,
        {kind: 'missing' as const},
      ]),
    ),
  );

const around = surroundings({
  '/w': {},
  '/w/Dockerfile': {kind: 'file'},
  '/w/out': {real: '/home/jenkins'},
  '/w/linked': {real: '/etc/shadow', kind: 'file'},
  '/srv': {},
  '/srv/Dockerfile': {kind: 'file'},
  '/w/../other': {real: '/other'},
  '/w/../D': {real: '/D', kind: 'file'},
  '/w/ignored': {},
  '/w/Other.dockerignore': {real: '/etc/passwd', kind: 'file'},
  '/w/Other': {kind: 'file'},
  '/cache': {},
  '/oci': {},
  ...absent('/w', '/w/out', '/srv', '/w/ignored', '/w/../other'),
  '/w/ignored/.dockerignore': {real: '/etc/shadow', kind: 'file'},
  '/w/linked.dockerignore': {kind: 'missing'},
  '/w/../D.dockerignore': {kind: 'missing'},
});
const building = (build: Record<string, unknown>) => isolated({build: {context: '/w', ...build}}, {around});

describe('a build of a test run', () => {
  const own: [build: Record<string, unknown>, says: string][] = [
    [{tags: ['shop:latest']}, 'web is built under no other name'],
    [{cache_to: ['type=local,dest=/home/jenkins/.ssh']}, 'web writes no build cache elsewhere'],
    [{cache_to: ['type=registry,ref=r/shop']}, 'web writes no build cache elsewhere'],
    [{pull: true}, 'web is built from the images that are there: newer ones would reach others, too'],
  ];
  for (const [build, says] of own) {
    it(`leaves out ${JSON.stringify(build)}`, () => {
      const {web, own, given} = building(build);
      assert.deepEqual(web.build, {context: '/w', labels: {'ca.countable.run': 'test'}});
      assert.deepEqual([own, given], [[says], []]);
    });
  }

  const given: [build: Record<string, unknown>, ...says: string[]][] = [
    [{context: '/srv'}, 'web is built with the folder /srv of this machine'],
    [{context: '/w/out'}, 'web is built with the folder /home/jenkins of this machine'],
    [{context: '/w/../other'}, 'web is built with the folder /other of this machine'],
    [{context: '/w/ignored'}, 'web is built with the file /etc/shadow of this machine'],
    [{dockerfile: '../D'}, 'web is built with the file /D of this machine'],
    [{dockerfile: 'linked'}, 'web is built with the file /etc/shadow of this machine'],
    [{dockerfile: 'Other'}, 'web is built with the file /etc/passwd of this machine'],
    [{additional_contexts: {a: '/srv'}}, 'web is built with the folder /srv of this machine'],
    [{additional_contexts: {a: 'oci-layout:///oci'}}, 'web is built with the folder /oci of this machine'],
    [{additional_contexts: {a: 'ssh://git@host/x'}}, 'web is built from ssh://git@host/x'],
    [{cache_from: ['type=local,src=/cache']}, 'web is built with the cache /cache of this machine'],
    [
      {context: 'git@bitbucket.org:team2/private.git'},
      'web is built from git@bitbucket.org:team2/private.git',
    ],
    [{context: 'ssh://git@host/private'}, 'web is built from ssh://git@host/private'],
    [{context: 'file:///srv/x'}, 'web is built from file:///srv/x'],
    [{cache_from: ['type=local,src=../../home']}, 'web is built with the cache type=local,src=../../home'],
    [{cache_from: ['type=local,"src=/cache"']}, 'web is built with the cache type=local,"src=/cache"'],
    [{ssh: ['default']}, 'web is built with SSH keys of this machine'],
    [{network: 'host'}, 'web is built in the network of this machine'],
    [{privileged: true}, 'web is built privileged'],
    [{entitlements: ['security.insecure']}, 'web is built with entitlements'],
    [{a_key_of_next_year: 1}, 'web.build has a_key_of_next_year'],
  ];
  for (const [build, ...says] of given) {
    it(`is said to be given ${JSON.stringify(build)}`, () => {
      const {given, own, shared} = building(build);
      assert.deepEqual([[...new Set(given)], own, shared], [says, [], []]);
    });
  }

  it('is in no network of others', () => {
    for (const network of ['shop-prod_default', 'container:shop-prod-db-1'])
      assert.deepEqual(building({network}).shared, [`web is built in the network ${network}`]);
  });

  it('keeps what it is made of, and its own labels alone', () => {
    const build = {
      context: '/w',
      dockerfile: 'Dockerfile',
      args: {A: 'b'},
      target: 'test',
      network: 'none',
      cache_from: ['shop:latest', 'type=registry,ref=r/x', 'type=local,src=/w'],
      additional_contexts: {base: 'docker-image://alpine', other: 'service:db'},
      secrets: [{source: 's'}],
    };
    const {web, notes} = building({...build, labels: {'traefik.enable': 'true'}});
    assert.deepEqual([web.build, notes], [{...build, labels: {'ca.countable.run': 'test'}}, []]);
    for (const context of ['https://github.com/a/b.git', 'github.com/a/b'])
      assert.deepEqual(building({context}).notes, []);
  });
});
