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
});
