import assert from 'node:assert/strict';
import fc from 'fast-check';
import {gitAddress} from '../../../ts-helpers/src/text/gitAddress.ts';

describe('the parts of the address of a repository', () => {
  for (const [address, ...parts] of [
    ['https://git.example.org/team/shop.git', 'https', '', 'git.example.org', undefined, '/team/shop.git'],
    ['ssh://git@git.example.org:22/~ada/shop', 'ssh', 'git', 'git.example.org', '22', '/~ada/shop'],
    [
      'https://ada:p@s@git.example.org/shop?x=1#y',
      'https',
      'ada:p@s',
      'git.example.org',
      undefined,
      '/shop?x=1#y',
    ],
    [
      'https://ada:p/s?s#1@git.example.org/shop',
      'https',
      'ada:p/s?s#1',
      'git.example.org',
      undefined,
      '/shop',
    ],
    ['https://git.example.org:8443/@scope/shop', 'https', '', 'git.example.org', '8443', '/@scope/shop'],
    ['ssh://git@[::1]:22/shop', 'ssh', 'git', '[::1]', '22', '/shop'],
    ['https://[::1]/@scope/shop', 'https', '', '[::1]', undefined, '/@scope/shop'],
    ['file:///srv/git/shop', 'file', '', '', undefined, '/srv/git/shop'],
    ['git@git.example.org:team/shop', undefined, 'git', 'git.example.org', undefined, 'team/shop'],
    ['git:s3cret@git.example.org:shop', undefined, 'git:s3cret', 'git.example.org', undefined, 'shop'],
    ['git@[2001:db8::1]:team/shop', undefined, 'git', '[2001:db8::1]', undefined, 'team/shop'],
    ['git:s3cret@git.example.org:', undefined, 'git:s3cret', 'git.example.org', undefined, ''],
    ['git.example.org:/srv/shop', undefined, '', 'git.example.org', undefined, '/srv/shop'],
  ] as const)
    it(`are those of ${address}`, () => {
      const [scheme, user, host, port, path] = parts;
      assert.deepEqual({...gitAddress(address)}, {scheme, user, host, port, path});
    });

  for (const place of ['/srv/git/shop.git', '../shop', './a:b', '/srv/C:/shop', 'shop', ''])
    it(`are none of the place ${JSON.stringify(place)} on this machine`, () => {
      assert.equal(gitAddress(place), undefined);
    });

  it('are all of it, whatever it is', () => {
    const written = fc.array(
      fc.constantFrom('https://', 'a', '@', ':', '/', '?', '#', '[', ']', '22', '.git', '%', ' '),
    );
    fc.assert(
      fc.property(written, pieces => {
        const address = pieces.join('');
        const parts = gitAddress(address);
        if (parts === undefined) return;
        const {scheme, user, host, port, path} = parts;
        const begin = scheme === undefined ? '' : `${scheme}://`;
        const end = scheme === undefined ? `:${path}` : `${port === undefined ? '' : `:${port}`}${path}`;
        const hosts = [`${begin}${host}${end}`, `${begin}${user}@${host}${end}`];
        assert.ok(hosts.includes(address), JSON.stringify([address, parts]));
      }),
    );
  });
});
