import assert from 'node:assert/strict';
import type {DeployFolder} from '../../../../ts-helpers/src/deploy/folder.ts';
import {orClosed} from '../../../../ts-helpers/src/deploy/gather/closed.ts';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import type {TreeFile} from '../../../../ts-helpers/src/history/tree.ts';

describe('a file of a deploy that belongs to another user', () => {
  const refusal = new UserError('COMPOSE_INVALID', 'open .env: permission denied');
  const asked = (owner: number | undefined, ours: readonly string[] = []) =>
    orClosed(
      {
        folder: {
          path: '/srv/shop-stage',
          state: '/srv/.countable/shop-stage',
          ownerOf: () => Promise.resolve(owner),
        } as unknown as DeployFolder,
        whose: {project: 'shop', environment: 'stage', isLaptop: true},
      },
      new Map(ours.map(path => [path, {path} as TreeFile])),
      () => Promise.reject(refusal),
    );

  it('is named by its path, with whose it is, and who deploys', async () => {
    await assert.rejects(asked(0), (error: UserError) => {
      assert.equal(error.code, 'NOT_READABLE');
      assert.equal(error.where, '/srv/shop-stage/.env');
      assert.match(error.message, /^\/srv\/shop-stage\/\.env, .* it belongs to root\.$/);
      assert.match(error.remedy, /^Deploy as root, .*: sudo -u '#0' countable deploy stage\. /);
      return true;
    });
    await assert.rejects(asked(1001), {message: /it belongs to the user 1001\.$/});
    await assert.rejects(asked(undefined), {
      remedy: /^Deploy as another user, who has deployed here before\. /,
    });
  });

  it('is none that the release brings, which lies in the workspace', async () => {
    await assert.rejects(asked(0, ['.env']), refusal);
  });
});
