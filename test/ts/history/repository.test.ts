import assert from 'node:assert/strict';
import {repositoryId} from '../../../ts-helpers/src/history/repository.ts';

describe('the name of a repository', () => {
  const SAME: Record<string, string[]> = {
    'git.example.org/team/shop': [
      'git@git.example.org:team/shop.git',
      'git@git.example.org:team/shop',
      'git@git.example.org:/team/shop.git',
      'git.example.org:team/shop',
      'ssh://git@git.example.org/team/shop.git',
      'ssh://git@git.example.org:2222/team/shop/',
      'git+ssh://git@git.example.org/team/shop.git',
      'https://git.example.org/team/shop',
      'https://user:to%40ken@git.example.org:8443/team/shop.git/',
      'https://user@example.org:p@ss@git.example.org/team/shop.git',
      'HTTPS://GIT.Example.ORG./team//shop.git?ref=x#y',
      'git://git.example.org/team/shop.git',
      'https://git.example.org/scm/team/shop.git',
      ' https://git.example.org/team%2Fshop ',
    ],
    'github.com/team/shop': [
      'git@github.com:Team/Shop.git',
      'ssh://git@ssh.github.com:443/team/shop.git',
      'https://www.github.com/team/shop',
    ],
    'dev.azure.com/org/project/shop': [
      'git@ssh.dev.azure.com:v3/org/Project/Shop',
      'https://org@dev.azure.com/org/Project/_git/Shop',
    ],
    '/srv/git/shop': ['/srv/git/shop.git', 'file:///srv/git/shop.git/', '/srv/git//shop'],
    'svn.example.org/shop': [
      'https://svn.example.org/shop/trunk',
      'https://svn.example.org/shop/branches/develop',
      'svn+ssh://ada@svn.example.org/shop',
    ],
    '[2001:db8::1]/team/shop': ['ssh://git@[2001:DB8::1]:22/team/shop.git', 'git@[2001:db8::1]:team/shop'],
  };
  for (const [name, addresses] of Object.entries(SAME)) {
    for (const address of addresses) {
      it(`is ${name} for ${address}`, () => {
        assert.equal(repositoryId(address), name);
      });
    }
  }

  it('tells two repositories apart, by host, owner, name and case', () => {
    const different = [
      'git@git.example.org:team1/shop.git',
      'git@git.example.org:team2/shop.git',
      'git@git.example.com:team1/shop.git',
      'git@git.example.org:team1/Shop.git',
      'git@git.example.org:team1/shop.2.git',
      'git@git.example.org:team1/shop-2.git',
      'git@git.example.org:team1/sub/shop.git',
      '../shop',
      '/srv/C:/shop',
    ];
    assert.equal(new Set(different.map(repositoryId)).size, different.length);
  });

  it('is none without an address, and never has a password in it', () => {
    assert.equal(repositoryId(null), undefined);
    assert.equal(repositoryId(' '), undefined);
    assert.doesNotMatch(repositoryId('https://ada:hunter2@git.example.org/a/b') ?? '', /hunter2|ada/);
  });
});
