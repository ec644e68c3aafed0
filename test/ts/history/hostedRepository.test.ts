import assert from 'node:assert/strict';
import {compareUrl, repositoryPath} from '../../../ts-helpers/src/history/hostedRepository.ts';

describe('the address of a comparison', () => {
  const cases: [string | null, string | undefined][] = [
    ['git@github.com:team/shop.git', 'https://github.com/team/shop/compare/a...b'],
    ['https://x-token:secret@github.com/team/shop', 'https://github.com/team/shop/compare/a...b'],
    [
      'ssh://git@gitlab.example.org:2222/team/sub/shop.git',
      'https://gitlab.example.org/team/sub/shop/-/compare/a...b',
    ],
    ['git@bitbucket.org:team/shop.git/', 'https://bitbucket.org/team/shop/branches/compare/b%0Da'],
    ['https://git.example.org/shop.git', undefined],
    ['/srv/git/shop.git', undefined],
    ['file:///srv/git/shop.git', undefined],
    [null, undefined],
  ];
  for (const [remote, url] of cases) {
    it(`of ${remote ?? 'no remote'} is ${url ?? 'not known'}`, () => {
      assert.equal(compareUrl(remote, 'a', 'b'), url);
    });
  }
});

describe('the path of a repository at its host', () => {
  for (const [remote, path] of [
    ['git@github.com:team/shop.git', 'team/shop'],
    ['ssh://git@git.example.org:2222/team/sub/shop/', 'team/sub/shop'],
    ['https://ada:p@ss@git.example.org/team/shop.git', 'team/shop'],
    ['https://ada:p/s?s#1@git.example.org/team/shop.git', 'team/shop'],
    ['https://ada:s3cret@[::1]:8443/shop.git', 'shop'],
    ['https://git.example.org/', undefined],
    ['https://git.example.org/shop.git?private_token=s3cret', undefined],
    ['file:///srv/git/shop.git', undefined],
    ['../shop', undefined],
    ['', undefined],
    [null, undefined],
  ] as const)
    it(`is ${path ?? 'not known'} of ${remote ?? 'no remote'}`, () => {
      assert.equal(repositoryPath(remote), path);
    });
});
