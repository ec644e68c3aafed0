import assert from 'node:assert/strict';
import {repositoryName} from '../../../ts-helpers/src/project/conventions.ts';
import {withoutCredentials} from '../../../ts-helpers/src/secrets/remote.ts';

const TOKEN = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';

describe('the address of a repository', () => {
  const cases: Record<string, string> = {
    'https://ada:s3cret@git.example.org/team/shop.git': 'https://git.example.org/team/shop.git',
    [`https://${TOKEN}@github.com/team/shop.git`]: 'https://github.com/team/shop.git',
    [`https://x-access-token:${TOKEN}@github.com/team/shop`]: 'https://github.com/team/shop',
    'https://oauth2:glpat-abcdEFGH1234ijkl5678@gitlab.com/team/shop.git': 'https://gitlab.com/team/shop.git',
    'https://x-token-auth:s3cret@bitbucket.org/team/shop.git': 'https://bitbucket.org/team/shop.git',
    'https://ada@dev.azure.com/org/project/_git/shop': 'https://dev.azure.com/org/project/_git/shop',
    'https://ada:p@ss@git.example.org/team/shop.git': 'https://git.example.org/team/shop.git',
    'https://ada:p/s?s#1@git.example.org/team/shop.git': 'https://git.example.org/team/shop.git',
    'https://ada:s3cret@git.example.org:8443/team/shop.git': 'https://git.example.org:8443/team/shop.git',
    'https://ada:s3cret@[::1]:8443/shop.git': 'https://[::1]:8443/shop.git',
    'HTTPS://Ada:s3cret@git.example.org/shop': 'HTTPS://git.example.org/shop',
    'http://git.example.org/shop.git?private_token=s3cret&x=1': 'http://git.example.org/shop.git',
    'https://git.example.org/shop.git#s3cret': 'https://git.example.org/shop.git',
    'ssh://git:s3cret@git.example.org:22/team/shop.git': 'ssh://git@git.example.org:22/team/shop.git',
    'git+ssh://git:s3cret@git.example.org/shop': 'git+ssh://git@git.example.org/shop',
    [`ssh://${TOKEN}@git.example.org/shop`]: 'ssh://git@git.example.org/shop',
    'git://ada:s3cret@git.example.org/shop.git': 'git://git.example.org/shop.git',
    'ftp://ada:s3cret@git.example.org/shop.git': 'ftp://git.example.org/shop.git',
    'https://ada:s3cret@git.example.org/shop?private_token=s3cret&x=1#s3cret': 'https://git.example.org/shop',
    'https://git.example.org/shop?token=s3cret\nmore': 'https://git.example.org/shop',
    'https://a@git.example.org/shop': 'https://git.example.org/shop',
    'ssh://a:s3cret@git.example.org/shop': 'ssh://a@git.example.org/shop',
    'ssh://a@git.example.org/shop?s3cret': 'ssh://a@git.example.org/shop',
    'ssh://:s3cret@git.example.org/shop': 'ssh://git.example.org/shop',
    'sftp://ada:s3cret@git.example.org/shop': 'sftp://ada@git.example.org/shop',
    's3://key:s3cret@bucket/shop': 's3://bucket/shop',
    'git-remote-s3::https://ada:s3cret@git.example.org/shop': 'git-remote-s3::https://git.example.org/shop',
    'git:s3cret@git.example.org:team/shop.git': 'git@git.example.org:team/shop.git',
    [`${TOKEN}@github.com:team/shop.git`]: 'git@github.com:team/shop.git',
    'persistent-https::https://ada:s3cret@git.example.org/shop':
      'persistent-https::https://git.example.org/shop',
  };
  for (const [remote, bare] of Object.entries(cases))
    it(`${remote} loses what lets somebody in`, () => {
      assert.equal(withoutCredentials(remote), bare);
      assert.equal(repositoryName(remote), 'shop');
    });

  for (const remote of [
    'https://git.example.org/team/shop.git',
    'https://git.example.org:8443/@scope/shop.git',
    'https://[::1]/@scope/shop.git',
    'ssh://git@git.example.org:22/team/shop.git',
    'ssh://git.example.org/team/shop.git',
    'ssh://a@git.example.org/team/shop.git',
    'git@github.com:team/shop.git',
    '/srv/ada:web@host:1/shop.git',
    '/srv/mirror/https://git.example.org/shop',
    'github.com:team/shop.git',
    '/srv/git/shop.git',
    'file:///srv/git/shop.git',
    '../shop@2.git',
    'C:\\git\\shop',
  ])
    it(`${remote} stays as it is`, () => {
      assert.equal(withoutCredentials(remote), remote);
    });
});
