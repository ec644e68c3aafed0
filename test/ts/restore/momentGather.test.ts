import assert from 'node:assert/strict';
import type {Manifest} from '../../../ts-helpers/src/archive/manifest.ts';
import {gatherMoment} from '../../../ts-helpers/src/restore/gather/moment.ts';
import type {MomentOf} from '../../../ts-helpers/src/verify/moment.ts';
import {at, DF, gathering, NOW} from '../support/keptMoments.ts';
import {restoreFacts} from './facts.ts';

const archiveWith = (pitr: Manifest['pitr']): MomentOf => {
  const {manifest} = restoreFacts();
  const key = 'backups/shop/2026-11-27T033000Z.tar.zst';
  const archive = {
    ...{key, project: 'shop', size: 1, at: at('03:30:00'), modifiedAt: at('03:31:00')},
    ...{verdict: 'proven' as const, isEncrypted: false, beside: {}, past: []},
  };
  return {archive, manifest: {...manifest, ...(pitr && {pitr})}};
};
const DB = [{service: 'db', stanza: 'db'}];

describe('what is asked for a restore to a moment', () => {
  const wanted = (time: string, only?: string) => ({
    ...{project: 'shop', composeProject: 'shop-prod', moment: at(time), only, now: NOW},
  });
  const servers = restoreFacts().servers;

  it('is what pgBackRest has, in a container that goes again, and WAL from the base on', async () => {
    const {needs, removed, store} = gathering();
    const source = await gatherMoment(wanted('09:00:00'), {...archiveWith(DB), servers}, needs);
    const [db] = source.kept;
    assert.deepEqual([db?.base.label, db?.latest, db?.imageId], ['A', at('10:00:00'), 'sha256:1']);
    assert.deepEqual(db?.engine, {free: 600 * 1024, isShared: true});
    assert.deepEqual(removed, ['ca.countable.restore=shop-prod']);
    assert.deepEqual(source.archive.has, ['db', 'media']);
    assert.ok(!store.asked.some(one => one.includes('0000000100000000/')), 'logs from before are not listed');
  });

  it('tells where what the server has lies elsewhere, or nothing tells', async () => {
    const engine = async (df: string) =>
      (await gatherMoment(wanted('09:00:00'), {...archiveWith(DB), servers}, gathering({df}).needs)).kept[0]
        ?.engine;
    const elsewhere = DF.replace('/dev/vda1 1000 400 600', '/dev/vdb1 9000 400 8600');
    assert.deepEqual(await engine(elsewhere), {free: 600 * 1024, isShared: false});
    assert.equal(await engine('df: not found'), undefined);
  });

  it('is nothing where no moment was kept, or none of that service: the archive before it is named', async () => {
    for (const [pitr, only, whose] of [
      [undefined, undefined, 'shop'],
      [DB, 'cache', 'cache of shop'],
    ] as const)
      await assert.rejects(
        gatherMoment(
          wanted('09:00:00', only),
          {...archiveWith(pitr && [...pitr]), servers},
          gathering().needs,
        ),
        {
          code: 'BACKUP_MISSING',
          message: `There is no backup of 2026-11-27T09:00:00.000Z, and moments of ${whose} were not kept then.`,
          remedy: /--at 2026-11-27T033000Z\.tar\.zst/,
        },
      );
  });

  it('is refused after the last WAL, without the key, and where the server is not there', async () => {
    const gather = (time: string, options: Parameters<typeof gathering>[0], here = servers) =>
      gatherMoment(wanted(time), {...archiveWith(DB), servers: here}, gathering(options).needs);
    await assert.rejects(gather('11:00:00', {}), {code: 'BACKUP_MISSING', message: /to 2026-11-27T10:00:00/});
    await assert.rejects(gather('09:00:00', {encrypted: true}), {code: 'BACKUP_KEY_MISSING'});
    await assert.rejects(gather('09:00:00', {}, []), {code: 'RESTORE_NOWHERE'});
  });
});
