import assert from 'node:assert/strict';
import {inventoryOf, olderArchives, proofBeside} from '../../../ts-helpers/src/archive/inventory.ts';
import {objectsOf} from './kept.ts';

const at = (day: number): Date => new Date(Date.UTC(2026, 10, day, 3));

describe('what is kept of a project', () => {
  it('is its archives, the newest first, with their verdicts', () => {
    const {archives, orphans} = inventoryOf('shop', [
      ...objectsOf({at: at(24), beside: ['manifest', 'failed']}),
      ...objectsOf({at: at(26), size: 9, isEncrypted: true}),
      ...objectsOf({at: at(25), beside: ['manifest', 'proven'], part: 'kmc'}),
    ]);
    assert.deepEqual(
      archives.map(({key, part, size, verdict, isEncrypted}) => [key, part, size, verdict, isEncrypted]),
      [
        ['backups/shop/2026-11-26T030000Z.tar.zst.age', undefined, 9, 'unproven', true],
        ['backups/shop/2026-11-25T030000Z.kmc.tar.zst', 'kmc', 5_000, 'proven', false],
        ['backups/shop/2026-11-24T030000Z.tar.zst', undefined, 5_000, 'failed', false],
      ],
    );
    assert.deepEqual(orphans, []);
  });

  it('goes by the last proof', () => {
    for (const [beside, verdict] of [
      [['proven', 'failed'], 'failed'],
      [['failed', 'proven'], 'proven'],
    ] as const)
      assert.equal(inventoryOf('shop', objectsOf({at: at(24), beside})).archives[0]?.verdict, verdict);
  });

  it('is not proven where it was put there after its proof', () => {
    const [object, ...beside] = objectsOf({at: at(24), beside: ['manifest', 'proven']});
    const replaced = {...object!, size: 3_000, modifiedAt: at(25)};
    const [archive] = inventoryOf('shop', [replaced, ...beside]).archives;
    assert.equal(archive?.verdict, 'unproven');
    assert.equal(proofBeside(archive), undefined);
  });

  it('is nothing of another project, and no other object', () => {
    const others = [
      ...objectsOf({project: 'shop-stage', at: at(24)}),
      ...[
        'backups/shop/readme.txt',
        'backups/shop/2026-02-31T030000Z.tar.zst',
        'shop/2026-11-24T030000Z.tar.zst',
      ].map(key => ({key, size: 1, modifiedAt: at(24)})),
    ];
    assert.deepEqual(inventoryOf('shop', others), {archives: [], orphans: []});
  });

  it('tells what is left of archives that are gone', () => {
    const [, ...left] = objectsOf({at: at(24), beside: ['manifest', 'proven']});
    assert.deepEqual(inventoryOf('shop', left), {archives: [], orphans: left});
  });

  it('is no newer than it was written, whatever its name says', () => {
    const [object] = objectsOf({at: at(24)});
    const forged = {...object!, key: 'backups/shop/2099-01-01T000000Z.tar.zst'};
    assert.deepEqual(inventoryOf('shop', [forged]).archives[0]?.at, object!.modifiedAt);
  });
});

describe('what older scripts left', () => {
  const object = (key: string, modifiedAt: Date) => ({key, size: 13, modifiedAt});
  const written = new Date('2026-11-27T09:00:00Z');

  it('is unproven, and says which script it was', () => {
    const [one] = olderArchives([object('old/shop/202611/shop.20261127-010000.sql.lrz', written)], 'old/');
    assert.deepEqual([one?.project, one?.verdict, one?.size], ['shop', 'unproven', 13]);
    assert.deepEqual(one?.older, {layout: 'pg-backup-s3', kind: 'postgres'});
  });

  it('is restored, or failed, by the last proof that lies beside it; it is never proven', () => {
    const key = 'old/shop/202611/shop.20261127-010000.sql.lrz';
    const verdict = (...besides: string[]) =>
      olderArchives(
        [key, ...besides.map(end => `${key}${end}`)].map((one, index) =>
          object(one, new Date(written.getTime() + index)),
        ),
        'old/',
      ).map(one => one.verdict);
    assert.deepEqual(verdict('.proven.json'), ['restored']);
    assert.deepEqual(verdict('.proven.json', '.failed.json'), ['failed']);
    assert.deepEqual(verdict('.failed.json', '.proven.json'), ['restored']);
  });

  it('is as old as S3 says, for names have the time of their host; unless it was copied later', () => {
    const moment = (key: string, modifiedAt: Date) => olderArchives([object(key, modifiedAt)], '')[0]?.at;
    assert.deepEqual(moment('shop/202611/shop.20261127-010000.sql.lrz', written), written);
    const copied = moment('shop/202611/shop.20261125-010000.sql.lrz', written);
    assert.deepEqual(copied, new Date('2026-11-25T01:00:00Z'));
    assert.deepEqual(moment('shop/209911/shop.20991127-010000.sql.lrz', written), written);
  });
});
