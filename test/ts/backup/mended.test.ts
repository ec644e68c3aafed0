import assert from 'node:assert/strict';
import {backup} from '../../../ts-helpers/src/backup/backup.ts';
import {backing} from './support/backing.ts';

describe('a backup after one that was killed', () => {
  it('lets go on what kept still for that before it looks at what runs', async () => {
    const still = [{container: '1', service: 'db', how: 'pause' as const}];
    const {needs, request, done, locks} = backing({journal: {key: 'backups/shop/x', uploadId: 'u', still}});
    await assert.rejects(backup(request, needs), {code: 'BACKUP_NOTHING_RUNS'});
    assert.deepEqual(done, ['resume', 'abandon', 'forget', 'look']);
    assert.deepEqual([...locks.held], []);
  });

  it('is told of it, and not of one that failed and said why', async () => {
    const said = async (more: {hasFailed?: true}): Promise<string> => {
      const {needs, request, voice} = backing({
        journal: {key: 'backups/shop/x', uploadId: 'u', still: [], ...more},
      });
      await assert.rejects(backup(request, needs), {code: 'BACKUP_NOTHING_RUNS'});
      return voice.lines().join('\n');
    };
    assert.match(await said({}), /did not come to its end, while it stored backups\/shop\/x/);
    assert.doesNotMatch(await said({hasFailed: true}), /did not come to its end/);
  });
});
