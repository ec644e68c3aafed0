import assert from 'node:assert/strict';
import {isRemote, judgeRead} from '../../../ts-helpers/src/isolation/composeReads.ts';
import type {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import type {Place} from '../../../ts-helpers/src/isolation/places.ts';

const judge = (
  path: string,
  place: Partial<Place> = {},
  {neighbours = ['shop-prod'], permits = [] as string[]} = {},
) => {
  judgeRead(
    {path, place: {real: path, kind: 'file', ...place}, where: 'dc.test.yml:4'},
    {workspace: '/w', realWorkspace: '/data/w', permits, neighbours},
  );
};

describe('a file that Compose is about to read', () => {
  it('may be any of the project, and may be missing', () => {
    judge('/w/x.env', {real: '/data/w/x.env'});
    judge('/data/w/x.env');
    judge('/w/none', {real: '/data/w/none', kind: 'missing'});
  });

  it('is refused beside deploys where it is one of the machine, be it there or not', () => {
    for (const [path, place] of [
      ['/home/jenkins/countable/shop-prod/.env', {}],
      ['/none', {kind: 'missing'}],
      ['/w-2/x.env', {}],
      ['/~/x', {kind: 'missing'}],
    ] as const)
      assert.throws(
        () => {
          judge(path, place);
        },
        {
          code: 'TEST_NOT_ALLOWED',
          message: `Tests may not have this beside shop-prod: Compose would read ${path} of this machine.`,
          where: 'dc.test.yml:4',
        },
      );
  });

  it('is read where nothing is deployed, and where the organisation allows it', () => {
    judge('/srv/shared.env', {}, {neighbours: []});
    judge('/srv/shared.env', {}, {permits: ['/srv']});
    assert.throws(
      () => {
        judge('/srv/link', {real: '/etc/shadow'}, {permits: ['/srv']});
      },
      {code: 'TEST_NOT_ALLOWED'},
    );
  });

  it('is never another than it looks, on any machine', () => {
    for (const neighbours of [[], ['shop-prod']])
      for (const path of ['/w/x.env', '/data/w/x.env'])
        assert.throws(
          () => {
            judge(path, {real: '/etc/shadow'}, {neighbours});
          },
          {
            code: 'OUTSIDE_PROJECT',
            message: 'x.env leads out of the project.',
          },
        );
  });

  it('is a file, and nothing that keeps who reads it waiting', () => {
    for (const kind of ['pipe', 'device', 'socket', 'folder', 'unknown'] as const)
      for (const path of ['/w/x', '/dev/x'])
        assert.throws(
          () => {
            judge(path, {kind}, {neighbours: []});
          },
          (error: UserError) => {
            assert.equal(error.code, 'OUTSIDE_PROJECT');
            assert.match(
              error.remedy,
              kind === 'unknown' ? /^Let this user read it/ : /^Put a file there in its stead/,
            );
            return true;
          },
        );
  });

  it('is fetched from elsewhere by what looks like an address', () => {
    for (const remote of [
      'https://host/x.yml',
      'oci://r/x',
      'git@host:a/b',
      'ssh://h/x',
      'github.com/a/b',
      'h:x',
    ])
      assert.equal(isRemote(remote), true, remote);
    for (const file of ['a/b.yml', './x', '/abs', '../up', 'my-github.com/x'])
      assert.equal(isRemote(file), false, file);
  });
});
