import assert from 'node:assert/strict';
import {allBackups, backupsOf, type BackupsNeeds} from '../../../ts-helpers/src/backups/backups.ts';
import {backupsText} from '../../../ts-helpers/src/backups/shown.ts';
import {createFakeObjectStore, type FakeObjectStore} from '../../fakes/objectStore.ts';
import type {Stored} from '../../../ts-helpers/src/archive/stored.ts';
import {keepIn, proveIn} from '../archive/keepIn.ts';
import {bodyIn, type Made, manifestText, nightsAgo, NOW, objectsOf} from '../archive/kept.ts';

describe('the list of backups', () => {
  let store: FakeObjectStore;
  let needs: BackupsNeeds;
  beforeEach(() => {
    store = createFakeObjectStore({name: 'example'});
    needs = {store, older: [], copies: [], clock: {now: () => NOW}};
  });

  const keep = (made: Made): void => {
    keepIn(store, made);
  };
  const prove = (made: Made, evidence: object): void => {
    proveIn(store, made, evidence);
  };

  it('has age, size, verdict and how long the proof took, the newest first', async () => {
    keep({at: nightsAgo(0), size: 4_100_000});
    prove({at: nightsAgo(1), size: 4_000_000}, {answeredMs: 75_000});
    keep({at: nightsAgo(4), size: 3_000, beside: ['manifest', 'failed']});
    keep({project: 'shop-stage', at: nightsAgo(0)});
    const result = await backupsOf('shop', needs);
    assert.equal(
      backupsText(result, false),
      [
        'shop: 3 backups, 8.1 MB; RPO 1 day, RTO 1 min 15 s',
        '  AGE       SIZE    VERDICT   PROOF       KEY',
        '  8 hours   4.1 MB  unproven              backups/shop/2026-11-27T033000Z.tar.zst',
        '  32 hours  4.0 MB  proven    1 min 30 s  backups/shop/2026-11-26T033000Z.tar.zst',
        '  4 days    3.0 kB  failed                backups/shop/2026-11-23T033000Z.tar.zst',
        '',
      ].join('\n'),
    );
  });

  it('has as RPO what has not reached the bucket yet, where every moment is kept', async () => {
    prove({at: nightsAgo(0)}, {pointInTime: [{restoreMs: 12_000, differences: []}]});
    const manifest = manifestText({pitr: [{service: 'db', stanza: 'db'}]});
    store.put(objectsOf({at: nightsAgo(0)})[1]!.key, manifest, nightsAgo(0));
    const segment = 'pitr/shop/archive/db/15-1/0000000100000000/000000010000000000000005-1f2e.zst';
    store.put(segment, 900, new Date(NOW.getTime() - 31_000));
    const result = await backupsOf('shop', needs);
    assert.match(backupsText(result, false), /^shop: 1 backup, .*; RPO 31 s, RTO 12 s$/m);
    assert.match(backupsText(await allBackups(needs), true), / 31 s +12 s$/m);
  });

  it('tells which have a whole copy in which bucket, and which bucket cannot be looked into', async () => {
    const west = createFakeObjectStore({name: 'west'});
    const far = createFakeObjectStore({name: 'far', endpoint: 'https://s3.example.org'});
    const dark = createFakeObjectStore({name: 'dark'});
    dark.denied.add('list');
    for (const days of [0, 1, 2]) keep({at: nightsAgo(days), beside: ['manifest', 'proven']});
    const copy = (to: FakeObjectStore, made: Made) => {
      const all = objectsOf(made);
      for (const one of all) to.put(one.key, bodyIn(one, all), one.modifiedAt);
    };
    copy(west, {at: nightsAgo(1), beside: ['manifest', 'proven']});
    copy(far, {at: nightsAgo(1), beside: ['manifest', 'proven']});
    copy(far, {at: nightsAgo(0), size: 17, beside: ['manifest', 'proven']});
    copy(far, {at: nightsAgo(2), beside: ['manifest']});
    const result = await backupsOf('shop', {...needs, copies: [west, far, dark]});
    assert.deepEqual(
      result.projects[0]!.archives.map(({copies}) => copies),
      [[], ['s3://west', 'https://s3.example.org/far'], []],
    );
    const lines = backupsText(result, false).split('\n');
    assert.match(lines[1]!, /COPIES$/);
    assert.match(lines[2]!, /none$/);
    assert.match(lines[3]!, /s3:\/\/west, https:\/\/s3\.example\.org\/far$/);
    assert.match(lines.at(-2)!, /^Nothing tells whether copies are in s3:\/\/dark: /);
    const all = await allBackups({...needs, copies: [west, dark]});
    assert.match(backupsText(all, true), /COPIES\nshop .* none\n/);
    assert.equal(dark.asked.length, 2);
  });

  it('takes what is damaged, or tells of another one, for no proof', async () => {
    const [archive, {key, modifiedAt}] = objectsOf({at: nightsAgo(1), beside: ['proven']}) as [
      Stored,
      Stored,
    ];
    const its = {durationMs: 1, restoreMs: 1, checkedAt: 'x', key: archive.key, size: archive.size};
    for (const [text, verdict] of [
      [JSON.stringify({evidence: its}), 'proven'],
      ['not json', 'unproven'],
      [JSON.stringify({evidence: {...its, key: `${archive.key}x`}}), 'unproven'],
      [JSON.stringify({evidence: {...its, size: 7}}), 'unproven'],
    ] as const) {
      keep({at: nightsAgo(1), beside: ['proven']});
      store.put(key, text, modifiedAt);
      const {projects} = await backupsOf('shop', needs);
      assert.equal(projects[0]?.archives[0]?.verdict, verdict, text);
    }
  });

  it('is one for each instance and environment, in JSON as well', async () => {
    keep({at: nightsAgo(0)});
    prove({at: nightsAgo(1), part: 'kmc', isEncrypted: true}, {});
    const {bucket, projects} = await backupsOf('shop', needs);
    assert.deepEqual([bucket, projects.length], ['example', 2]);
    assert.deepEqual(projects[1], {
      project: 'shop',
      part: 'kmc',
      rpoMs: 32.5 * 3_600_000,
      rtoMs: 60_000,
      archives: [
        {
          key: 'backups/shop/2026-11-26T033000Z.kmc.tar.zst.age',
          at: nightsAgo(1).toISOString(),
          size: 5_000,
          verdict: 'proven',
          isEncrypted: true,
          proofMs: 90_000,
        },
      ],
    });
  });

  it('has what older scripts left, of this project alone, and asks for no others', async () => {
    const old = createFakeObjectStore({name: 'old'});
    for (const key of [
      'sites/wizards/202611/wizards.20261126-230000.sql.lrz',
      'sites/wizards/logs/wizards.20261127-000000.sql.lrz',
      'sites/wizards-stage/202611/wizards-stage.20261127-000000.sql.lrz',
      'sites/wizards.20171231.sql.bz2',
    ])
      old.put(key, 9_000, nightsAgo(0));
    const {projects} = await backupsOf('wizards', {...needs, older: [{store: old, prefix: 'sites/'}]});
    assert.deepEqual(
      projects[0]?.archives.map(({key, verdict, layout}) => [key, verdict, layout]),
      [
        ['sites/wizards/202611/wizards.20261126-230000.sql.lrz', 'unproven', 'pg-backup-s3'],
        ['sites/wizards.20171231.sql.bz2', 'unproven', '2017'],
      ],
    );
    assert.ok(!old.asked.some(what => what.startsWith('list sites/wizards-stage')));
    assert.match(
      backupsText({bucket: 'x', now: NOW.toISOString(), projects}, false),
      /unproven \(pg-backup-s3\)/,
    );
  });

  it('of all has a line for each, and reads one proof of each', async () => {
    keep({at: nightsAgo(0)});
    for (const night of [1, 2, 3]) prove({at: nightsAgo(night)}, {});
    keep({project: 'blog', part: 'kmc', at: nightsAgo(9)});
    const old = createFakeObjectStore({name: 'old'});
    for (const day of ['01', '02'])
      old.put(`gone/201711/gone.201711${day}-000000.sql.lrz`, 9_000, nightsAgo(0));
    const result = await allBackups({...needs, older: [{store: old, prefix: ''}]});
    const squeezed = backupsText(result, true).replaceAll(/ {2,}/g, '  ');
    assert.equal(
      squeezed,
      [
        'PROJECT   BACKUPS  NEWEST     SIZE    VERDICT                  RPO        RTO',
        'blog/kmc  1        9 days     5.0 kB  unproven                 9 days 8 h  unknown',
        'gone      1        3312 days  9.0 kB  unproven (pg-backup-s3)  3312 days 12 h  unknown',
        'shop      4        8 hours    5.0 kB  unproven                 1 day      1 min',
        '',
      ]
        .join('\n')
        .replaceAll(/ {2,}/g, '  '),
    );
  });

  it('of a project without any is refused, and names the near one', async () => {
    keep({at: nightsAgo(0)});
    await assert.rejects(backupsOf('shp', needs), {
      code: 'BACKUP_MISSING',
      remedy: 'Did you mean: countable backups shop',
    });
    await assert.rejects(backupsOf('wizards', needs), {
      code: 'BACKUP_MISSING',
      where: 's3://example/backups/wizards/',
      remedy: /countable backup\. .*countable backups --all/,
    });
  });

  it('of an empty bucket says so', async () => {
    const text = backupsText(await allBackups(needs), true);
    assert.equal(text, 'There is no backup in s3://example/backups/.\n');
  });
});
