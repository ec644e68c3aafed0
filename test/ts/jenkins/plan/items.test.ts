import assert from 'node:assert/strict';
import {jobsOf, type JobsRequest} from '../../../../ts-helpers/src/jenkins/plan/items.ts';

const request = (some: Partial<JobsRequest> = {}): JobsRequest => ({
  project: 'shop',
  remote: 'git@github.com:acme/shop.git',
  branches: {develop: 'stage', master: 'prod', main: 'prod'},
  jenkins: {jobs: 'multibranch', production: 'same'},
  ...some,
});
const paths = (some: Partial<JobsRequest> = {}) =>
  jobsOf(request(some)).map(({kind, path}) => `${kind} ${path.join('/')}`);

describe('the jobs of a project', () => {
  it('are one, of all branches', () => {
    assert.deepEqual(paths(), ['multibranch shop']);
  });

  it('are two where production is deployed by a job of its own', () => {
    assert.deepEqual(paths({jenkins: {jobs: 'multibranch', production: 'separate', folder: 'a/b'}}), [
      'folder a',
      'folder a/b',
      'folder a/b/production',
      'multibranch a/b/shop',
      'multibranch a/b/production/shop',
    ]);
  });

  it('are those of every environment, in classic jobs', () => {
    assert.deepEqual(paths({jenkins: {jobs: 'classic', production: 'separate'}}), [
      'folder production',
      'pipeline shop-test',
      'pipeline shop-stage',
      'pipeline production/shop-prod',
    ]);
    assert.deepEqual(paths({jenkins: {jobs: 'classic', production: 'same'}, branches: {}}), [
      'pipeline shop-test',
    ]);
  });

  it('are found by folders of their own, production’s of its branches alone', () => {
    const items = jobsOf(request({jenkins: {jobs: 'organization', production: 'separate'}}));
    assert.deepEqual(
      items.map(item => [item.path.join('/'), item.kind === 'organization' ? item.only : '']),
      [
        ['production', ''],
        ['acme', undefined],
        ['production/acme', ['master', 'main']],
      ],
    );
  });

  it('keep the password of a clone to that clone', () => {
    for (const remote of [
      'https://ada:s3cret@git.example.org/acme/shop.git',
      'http://s3cret@git.example.org/acme/shop.git',
    ]) {
      const [item] = jobsOf(request({remote}));
      assert.ok(item?.kind === 'multibranch');
      assert.match(item.source.remote, /^https?:\/\/git\.example\.org\/acme\/shop\.git$/);
    }
    const [item] = jobsOf(request({remote: 'ssh://git:s3cret@git.example.org/acme/shop.git'}));
    assert.ok(item?.kind === 'multibranch');
    assert.equal(item.source.remote, 'ssh://git@git.example.org/acme/shop.git');
  });

  const servers: [string, string, string][] = [
    ['git@github.com:acme/shop.git', 'acme', 'https://api.github.com'],
    ['https://token@github.example.org/acme/shop', 'acme', 'https://github.example.org/api/v3'],
    ['ssh://git@bitbucket.org:22/acme/shop.git', 'acme', 'https://bitbucket.org'],
  ];
  for (const [remote, owner, server] of servers) {
    it(`are found in the organisation of ${remote}`, () => {
      const [item] = jobsOf(request({remote, jenkins: {jobs: 'organization', production: 'same'}}));
      assert.ok(item?.kind === 'organization');
      assert.deepEqual([item.owner, item.server], [owner, server]);
    });
  }
});
