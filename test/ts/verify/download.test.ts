import assert from 'node:assert/strict';
import {databaseMember} from '../../../ts-helpers/src/archive/members.ts';
import {download} from '../../../ts-helpers/src/verify/download.ts';
import {NotProven} from '../../../ts-helpers/src/verify/failed.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {nightsAgo} from '../archive/kept.ts';
import {failed} from './support/postgres.ts';
import {keepBackup, proving} from './support/proving.ts';

describe('what takes a member of an archive, and fails', () => {
  const failingBy = async (error: Error): Promise<unknown> => {
    const {store, needs} = proving();
    const key = await keepBackup(store, nightsAgo(0));
    const sink = () => Promise.reject(error);
    return download(key, new Map([[databaseMember('db', 'shop'), sink]]), needs).then(
      () => assert.fail('it is downloaded'),
      (told: unknown) => told,
    );
  };
  const system = (code: string) => Object.assign(new Error(`${code}: write`), {code, syscall: 'write'});

  it('tells of the machine where that has nothing left', async () => {
    for (const error of [failed('Error response from daemon: no space left on device', 1), system('ENOSPC')])
      assert.equal(((await failingBy(error)) as {code?: string}).code, 'DISK_FULL');
    assert.equal(((await failingBy(system('EMFILE'))) as {code?: string}).code, 'MACHINE_EXHAUSTED');
  });

  it('tells against the archive else, by the words of who failed', async () => {
    for (const [error, words] of [
      [failed('cannot read it'), 'it cannot be read: cannot read it'],
      [system('EPIPE'), 'it cannot be read: EPIPE: write'],
      [new Error('invalid tar header'), 'it cannot be read: invalid tar header'],
      [
        new UserError('BACKUP_BROKEN', 'It was cut off, or changed, after it was encrypted.'),
        'it cannot be read: it was cut off, or changed, after it was encrypted',
      ],
    ] as const) {
      const told = await failingBy(error);
      assert.ok(told instanceof NotProven);
      assert.deepEqual(told.differences, [words]);
    }
  });
});
