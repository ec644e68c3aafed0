import assert from 'node:assert/strict';
import fc from 'fast-check';
import {inventoryOf} from '../../../ts-helpers/src/archive/inventory.ts';
import {archiveNameIn, besideIn} from '../../../ts-helpers/src/archive/key.ts';
import {leavingOf, mostOf, type RetentionFacts, weekOf} from '../../../ts-helpers/src/archive/retention.ts';
import {DAY, HOUR, nightsAgo, NOW, objectsOf} from './kept.ts';

const KEEP = {daily: 7, weekly: 5, monthly: 12};
const leaving = (more: Partial<RetentionFacts>) =>
  leavingOf({project: 'shop', objects: [], uploads: [], keep: KEEP, now: NOW, locked: new Set(), ...more});
const keysLeaving = (more: Partial<RetentionFacts>): string[] => leaving(more).flatMap(({keys}) => keys);
const staying = (more: Partial<RetentionFacts>): string[] => {
  const gone = new Set(keysLeaving(more));
  return (more.objects ?? []).filter(({key}) => archiveNameIn(key) && !gone.has(key)).map(({key}) => key);
};
const daysOf = (keys: readonly string[]): string[] =>
  keys.map(key => key.slice('backups/shop/'.length, -'T033000Z.tar.zst'.length));

describe('grandfather, father and son', () => {
  it('keep the last of seven days, five weeks and twelve months', () => {
    const objects = Array.from({length: 500}, (_, night) => objectsOf({at: nightsAgo(night)})).flat();
    assert.deepEqual(daysOf(staying({objects})), [
      ...['2026-11-27', '2026-11-26', '2026-11-25', '2026-11-24', '2026-11-23', '2026-11-22', '2026-11-21'],
      ...['2026-11-15', '2026-11-08', '2026-11-01'],
      ...['2026-10-31', '2026-09-30', '2026-08-31', '2026-07-31', '2026-06-30', '2026-05-31'],
      ...['2026-04-30', '2026-03-31', '2026-02-28', '2026-01-31', '2025-12-31'],
    ]);
  });

  it('count days that have a backup: where none is made any more, none goes', () => {
    const objects = Array.from({length: 7}, (_, night) => objectsOf({at: nightsAgo(400 + night)})).flat();
    assert.deepEqual(keysLeaving({objects}), []);
  });

  it('keep the last of a day, and the last proven one where that is another', () => {
    const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
    const objects = [
      objectsOf({at: at(1), beside: ['proven']}),
      objectsOf({at: at(2), beside: ['proven']}),
      objectsOf({at: at(3), beside: ['failed']}),
      objectsOf({at: at(4)}),
    ].flat();
    assert.deepEqual(
      staying({objects}).map(key => key.slice(24, 26)),
      ['02', '04'],
    );
  });

  it('are those of each instance and environment', () => {
    const objects = ['kmc', undefined].flatMap(part =>
      Array.from({length: 9}, (_, night) =>
        objectsOf({at: nightsAgo(night + 9), ...(part !== undefined && {part})}),
      ).flat(),
    );
    const keep = {daily: 2, weekly: 0, monthly: 0};
    assert.deepEqual(
      staying({objects, keep}).map(key => archiveNameIn(key)?.part),
      ['kmc', 'kmc', undefined, undefined],
    );
  });

  it('go by weeks of ISO 8601', () => {
    for (const [day, week] of [
      ['2021-01-03', '2020-W53'],
      ['2021-01-04', '2021-W01'],
      ['2024-12-29', '2024-W52'],
      ['2024-12-30', '2025-W01'],
      ['2026-12-31', '2026-W53'],
      ['2027-01-03', '2026-W53'],
    ] as const)
      assert.equal(weekOf(new Date(`${day}T23:59:59Z`)), week);
  });

  it('are widened by the word of a project, and never narrowed', () => {
    const word = {daily: 1, weekly: 9, monthly: 0};
    assert.deepEqual(mostOf(KEEP, word), {daily: 7, weekly: 9, monthly: 12});
    assert.deepEqual(mostOf(KEEP, undefined), KEEP);
  });
});

describe('what goes with an archive', () => {
  it('is what tells of it, and only after it', () => {
    const old = objectsOf({at: nightsAgo(40), beside: ['manifest', 'proven']});
    const objects = [
      ...old,
      ...Array.from({length: 9}, (_, night) => objectsOf({at: nightsAgo(night), beside: ['proven']})).flat(),
    ];
    const keep = {daily: 9, weekly: 0, monthly: 0};
    const [one, ...others] = leaving({objects, keep});
    assert.deepEqual(
      one?.keys,
      old.map(({key}) => key),
    );
    assert.deepEqual(others, []);
  });

  it('is nothing else: what tells of one that is gone goes after a day, and parts of an upload', () => {
    const [, orphan] = objectsOf({at: nightsAgo(3)});
    const [, young] = objectsOf({at: new Date(NOW.getTime() - 5 * HOUR)});
    const upload = (key: string, days: number) => ({
      key,
      id: key,
      begunAt: new Date(NOW.getTime() - days * DAY),
    });
    const own = upload('backups/shop/2026-11-20T033000Z.tar.zst', 2);
    const uploads = [
      own,
      upload('backups/shop/2026-11-27T033000Z.tar.zst', 0.5),
      upload('backups/shop/video.mp4', 9),
      upload('backups/shop-stage/2026-11-20T033000Z.tar.zst', 9),
    ];
    const found = leaving({objects: [orphan!, young!], uploads});
    assert.deepEqual(
      found.map(({keys, upload: one}) => one?.key ?? keys),
      [[orphan!.key], own.key],
    );
  });

  it('stays with it where one of them is locked', () => {
    const old = objectsOf({at: nightsAgo(40), beside: ['manifest', 'proven']});
    const objects = [...old, ...objectsOf({at: nightsAgo(2), beside: ['proven']})];
    const keep = {daily: 1, weekly: 0, monthly: 0};
    assert.equal(keysLeaving({objects, keep}).length, 3);
    for (const {key} of old) assert.deepEqual(keysLeaving({objects, keep, locked: new Set([key])}), []);
    assert.deepEqual(keysLeaving({objects, keep, lockDays: 50}), []);
    assert.equal(keysLeaving({objects, keep, lockDays: 30}).length, 3);
  });
});

/** Buckets as they come about, and as somebody who may only write could make them. */
const beside = fc.oneof(
  {weight: 4, arbitrary: fc.constant(['manifest'] as const)},
  {weight: 2, arbitrary: fc.constant([] as const)},
  {weight: 1, arbitrary: fc.subarray(['manifest', 'proven', 'failed'] as const)},
);
const archive = fc.record({
  project: fc.constantFrom('shop', 'shop', 'shop-stage', 'sho', 'shop2'),
  part: fc.option(fc.constantFrom('kmc', 'stage'), {nil: undefined}),
  hours: fc.oneof(fc.integer({min: -48, max: 150}), fc.integer({min: 0, max: 24 * 500})),
  /** So much later S3 says that it was written than its name does. */
  late: fc.oneof(fc.constant(0), fc.integer({min: -150, max: 150})),
  beside,
});
const stray = fc.constantFrom(
  'backups/shop/notes.txt',
  'backups/shop/2026-01-01T000000Z.tar.zst.bak',
  'shop/202001/shop.20200101-000000.sql.lrz',
  'backups/shop/202001/shop.20200101-000000.sql.lrz',
  'countable/fleet.json',
);
const bucket = fc
  .tuple(fc.array(archive, {maxLength: 60, size: 'max'}), fc.array(stray, {maxLength: 5}), fc.boolean())
  .map(([archives, strays, isLosing]) => {
    const all = archives.flatMap(({hours, part, late, ...rest}) => {
      const at = new Date(NOW.getTime() - hours * HOUR);
      const made = objectsOf({...rest, at, ...(part !== undefined && {part})});
      const objects = isLosing && late % 7 === 0 ? made.slice(1) : made;
      return objects.map(object => ({
        ...object,
        modifiedAt: new Date(object.modifiedAt.getTime() + late * HOUR),
      }));
    });
    return [...all, ...strays.map(key => ({key, size: 1, modifiedAt: new Date(0)}))];
  });
const keep = fc.oneof(
  fc.constant({daily: 1, weekly: 0, monthly: 0}),
  fc.record({
    daily: fc.integer({min: 1, max: 9}),
    weekly: fc.integer({min: 0, max: 6}),
    monthly: fc.integer({min: 0, max: 13}),
  }),
);
const bucketLeaves = (
  check: (
    gone: ReadonlySet<string>,
    objects: Parameters<typeof inventoryOf>[1],
    locked: ReadonlySet<string>,
  ) => void,
) =>
  fc.assert(
    fc.property(bucket, keep, fc.nat(5), (objects, how, every) => {
      const locked = new Set(
        objects.filter((_, index) => every > 0 && index % (every + 2) === 0).map(({key}) => key),
      );
      check(new Set(keysLeaving({objects, keep: how, locked})), objects, locked);
    }),
    {numRuns: 300},
  );

describe('what never goes, whatever is in the bucket', () => {
  it('is the newest proven one of an instance or environment', () => {
    bucketLeaves((gone, objects) => {
      const proven = inventoryOf('shop', objects).archives.filter(({verdict}) => verdict === 'proven');
      for (const part of ['kmc', 'stage', undefined]) {
        const newest = proven.find(one => one.part === part);
        if (newest)
          assert.ok(!gone.has(newest.key) && !Object.values(newest.beside).some(({key}) => gone.has(key)));
      }
    });
  });

  it('is the newest one of all', () => {
    bucketLeaves((gone, objects) => {
      const [newest] = inventoryOf('shop', objects).archives;
      if (newest) assert.ok(!gone.has(newest.key));
    });
  });

  it('is what is not surely of this project and of ours', () => {
    bucketLeaves(gone => {
      for (const key of gone)
        assert.equal(
          (archiveNameIn(key) ?? archiveNameIn(besideIn(key)?.archive ?? ''))?.project,
          'shop',
          key,
        );
    });
  });

  it('is what is younger than a day, by its name or by S3', () => {
    bucketLeaves((gone, objects) => {
      for (const {key, modifiedAt} of objects.filter(one => gone.has(one.key))) {
        assert.ok(NOW.getTime() - modifiedAt.getTime() > DAY, key);
        assert.ok(NOW.getTime() - (archiveNameIn(key)?.at ?? modifiedAt).getTime() > DAY, key);
      }
    });
  });

  it('is what is locked', () => {
    bucketLeaves((gone, _, locked) => {
      for (const key of locked) assert.ok(!gone.has(key), key);
    });
  });

  it('is what tells of an archive that stays', () => {
    bucketLeaves((gone, objects) => {
      for (const {key, beside: told} of inventoryOf('shop', objects).archives)
        if (!gone.has(key)) for (const one of Object.values(told)) assert.ok(!gone.has(one.key), one.key);
    });
  });

  it('is anything, once it was done: a second time nothing goes', () => {
    fc.assert(
      fc.property(bucket, keep, (objects, how) => {
        const gone = new Set(keysLeaving({objects, keep: how}));
        assert.deepEqual(keysLeaving({objects: objects.filter(({key}) => !gone.has(key)), keep: how}), []);
      }),
      {numRuns: 300},
    );
  });
});
