import assert from 'node:assert/strict';
import type {BuildIdentity} from '../../../ts-helpers/src/result/buildIdentity.ts';
import {
  ENVIRONMENT_LABEL,
  FINGERPRINT,
  isOfRelease,
  isOurs,
  ORIGIN,
  ownerLabels,
  PROJECT,
  type Release,
  releaseLabels,
  releaseOf,
  REPOSITORY,
  versionIn,
} from '../../../ts-helpers/src/project/release.ts';
import {release} from '../support/deployFacts.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const COMMIT = 'c0ffee1234567890'.repeat(2);
const build = (more: Partial<BuildIdentity> = {}): BuildIdentity => ({
  project: 'shop',
  branch: 'develop',
  because: 'A sentence.',
  commit: COMMIT,
  ...more,
});
const released = (more: Partial<BuildIdentity> = {}, where: {remoteUrl?: string; origin?: string} = {}) =>
  releaseOf({build: build(more), remoteUrl: null, ...where}, 'stage', NOW);

describe('a release', () => {
  it('of a build of which little is known says no more than that', () => {
    const found = released();
    assert.deepEqual(found, {
      project: 'shop',
      environment: 'stage',
      version: 'c0ffee123456',
      commit: COMMIT,
      branch: 'develop',
      at: '2026-11-23T12:00:00.000Z',
    });
    assert.deepEqual(Object.keys(found), ['project', 'environment', 'version', 'commit', 'branch', 'at']);
  });

  it('says who made it, of what, and by which build', () => {
    const by = {
      author: {name: 'Ada', email: 'ada@example.org'},
      job: 'shop/develop',
      buildNumber: 12,
      startedAt: '2026-11-23T11:59:00.000Z',
      buildUrl: 'https://ci.example.org/12/',
    };
    const where = {remoteUrl: 'git@git.example.org:team/shop.git', origin: 'folder:/srv/shop'};
    assert.deepEqual(released(by, where), {
      project: 'shop',
      environment: 'stage',
      repository: 'git.example.org/team/shop',
      origin: 'folder:/srv/shop',
      version: 'c0ffee123456',
      commit: COMMIT,
      branch: 'develop',
      by: 'Ada <ada@example.org>',
      job: 'shop/develop',
      buildNumber: 12,
      startedAt: '2026-11-23T11:59:00.000Z',
      buildUrl: 'https://ci.example.org/12/',
      at: '2026-11-23T12:00:00.000Z',
    });
  });

  it('has as its version the commit, else the build, and says where it differs from that', () => {
    const version = (more: Partial<BuildIdentity>) => released(more).version;
    assert.equal(version({commit: 'c0ffee'}), 'c0ffee');
    assert.equal(version({commit: null, buildNumber: 12}), 'build-12');
    assert.equal(version({commit: null}), 'unknown');
    assert.equal(version({dirty: true}), 'c0ffee123456-dirty');
    assert.equal(version({commit: null, buildNumber: 12, dirty: true}), 'build-12-dirty');
  });
});

describe('the labels of a release', () => {
  it('are called as those that older versions have put on what still runs', () => {
    assert.deepEqual(
      [PROJECT, ENVIRONMENT_LABEL, REPOSITORY, ORIGIN, FINGERPRINT],
      ['project', 'environment', 'repository', 'origin', 'fingerprint'].map(name => `ca.countable.${name}`),
    );
  });

  it('say all that is known, as text', () => {
    assert.deepEqual(releaseLabels({...release, buildUrl: 'https://ci.example.org/12/'}), {
      'ca.countable.project': 'Shop-2',
      'ca.countable.environment': 'stage',
      'ca.countable.repository': 'git.example.org/team/Shop-2',
      'ca.countable.version': 'c0ffee123456',
      'ca.countable.commit': 'c0ffee1234567890',
      'ca.countable.branch': 'develop',
      'ca.countable.by': 'Ada $(id) ${HOME} <ada@example.org>',
      'ca.countable.job': 'Shop-2/develop',
      'ca.countable.build': '12',
      'ca.countable.build-url': 'https://ci.example.org/12/',
      'ca.countable.at': '2026-11-23T12:00:00.000Z',
    });
  });

  it('say nothing of what is not known', () => {
    const bare: Release = {
      project: 'x',
      environment: 'dev',
      version: 'v',
      commit: null,
      branch: null,
      at: 'now',
    };
    assert.deepEqual(releaseLabels(bare), {
      'ca.countable.project': 'x',
      'ca.countable.environment': 'dev',
      'ca.countable.version': 'v',
      'ca.countable.at': 'now',
    });
  });

  it('say whose it is by the repository, and by where it began only where there is none', () => {
    const of = (more: {repository?: string; origin?: string}) =>
      ownerLabels({project: 'x', environment: 'dev', ...more});
    const own = {'ca.countable.project': 'x', 'ca.countable.environment': 'dev'};
    assert.deepEqual(of({}), own);
    assert.deepEqual(of({origin: 'o'}), {...own, 'ca.countable.origin': 'o'});
    assert.deepEqual(of({repository: 'r'}), {...own, 'ca.countable.repository': 'r'});
    assert.deepEqual(of({repository: 'r', origin: 'o'}), {...own, 'ca.countable.repository': 'r'});
  });

  it('are told from those of others, and read again', () => {
    assert.deepEqual(
      [
        'ca.countable.at',
        'ca.countable',
        'ca.countablex.at',
        'x.ca.countable.',
        'com.docker.compose.service',
      ].map(isOurs),
      [true, false, false, false, false],
    );
    assert.equal(versionIn(releaseLabels(release)), 'c0ffee123456');
    assert.equal(versionIn({}), '');
    assert.equal(isOfRelease(releaseLabels(release), release), true);
    assert.equal(isOfRelease(releaseLabels({...release, at: 'earlier'}), release), false);
    assert.equal(isOfRelease({}, release), false);
  });
});
