import assert from 'node:assert/strict';
import {
  momentIn,
  newestHistory,
  newestLog,
  newestSegment,
  stanzaOf,
  walPrefix,
} from '../../../ts-helpers/src/archive/pointInTime.ts';
import {reachedOf} from '../../../ts-helpers/src/backups/reached.ts';
import {createFakeObjectStore} from '../../fakes/objectStore.ts';
import {nightsAgo, NOW} from './kept.ts';

describe('what pgBackRest keeps', () => {
  it('is of the last history of a server, and in it of the last timeline and log', () => {
    assert.equal(newestHistory(['15-1', '16-10', '16-9', 'other']), '16-10');
    assert.equal(newestHistory(['9.6-1', 'archive.info']), '9.6-1');
    assert.equal(newestHistory([]), undefined);
    assert.equal(newestLog(['0000000100000009', '0000000200000001', 'x']), '0000000200000001');
    assert.equal(newestLog([]), undefined);
  });

  it('has segments, whatever lies beside them', () => {
    const object = (name: string, night: number) => ({
      key: `pitr/shop/archive/db/15-1/0000000100000000/${name}`,
      size: 9,
      modifiedAt: nightsAgo(night),
    });
    const segment = `${'0'.repeat(23)}5-1f2e.zst`;
    assert.deepEqual(
      newestSegment([
        object(segment, 2),
        object(segment, 1),
        object(`${'0'.repeat(23)}5.00000028.backup`, 0),
      ]),
      nightsAgo(1),
    );
    assert.equal(newestSegment([object('archive.info', 0)]), undefined);
  });

  it('is told of each server by a few questions, however much there is', async () => {
    const store = createFakeObjectStore({name: 'example'});
    const prefix = walPrefix('shop', stanzaOf('db', 'kmc'));
    assert.equal(prefix, 'pitr/shop/archive/kmc.db/');
    for (const log of ['0000000100000000', '0000000100000001'])
      for (const end of ['01', '02']) store.put(`${prefix}15-1/${log}/${log}000000${end}-ab12.zst`, 9, NOW);
    store.put(`${prefix}archive.info`, 9, NOW);
    const servers = [
      {service: 'db', stanza: 'kmc.db'},
      {service: 'other', stanza: 'other'},
    ];
    assert.deepEqual(
      (await reachedOf('shop', servers, store)).map(({service, newest}) => [service, newest]),
      [
        ['db', NOW],
        ['other', undefined],
      ],
    );
    assert.ok(!store.asked.some(asked => asked.includes('0000000100000000/')));
  });
});

describe('a moment', () => {
  it('is said to the second, in UTC', () => {
    assert.deepEqual(momentIn('2026-11-27T12:34:56Z'), new Date('2026-11-27T12:34:56Z'));
    assert.deepEqual(momentIn('2026-11-27 12:34:56.5Z'), new Date('2026-11-27T12:34:56.5Z'));
  });

  it('is not what an archive is called by', () => {
    for (const text of [
      '2026-11-27',
      '2026-11-27T123456Z',
      '2026-11-27T12:34',
      '2026-11-27T12:34:56',
      'x',
      '2026-13-40T12:34:56Z',
    ])
      assert.equal(momentIn(text), undefined, text);
  });
});
