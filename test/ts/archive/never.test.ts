import assert from 'node:assert/strict';
import fc from 'fast-check';
import {inventoryOf} from '../../../ts-helpers/src/archive/inventory.ts';
import {archiveNameIn, besideIn} from '../../../ts-helpers/src/archive/key.ts';
import {leavingOf, type RetentionFacts} from '../../../ts-helpers/src/archive/retention.ts';
import {misdated} from '../../../ts-helpers/src/archive/misdated.ts';
import {DAY, HOUR, NOW, objectsOf} from './kept.ts';

const keysLeaving = (more: Pick<RetentionFacts, 'objects' | 'keep'> & Partial<RetentionFacts>): string[] =>
  leavingOf({project: 'shop', uploads: [], now: NOW, locked: new Set(), ...more}).flatMap(({keys}) => keys);

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
    const objects = [...all, ...strays.map(key => ({key, size: 1, modifiedAt: new Date(0)}))];
    // A bucket has one object under a name.
    return [...new Map(objects.map(object => [object.key, object])).values()];
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
    how: {locked: ReadonlySet<string>; keep: RetentionFacts['keep']},
  ) => void,
) =>
  fc.assert(
    fc.property(bucket, keep, fc.nat(5), (objects, how, every) => {
      const locked = new Set(
        objects.filter((_, index) => every > 0 && index % (every + 2) === 0).map(({key}) => key),
      );
      check(new Set(keysLeaving({objects, keep: how, locked})), objects, {locked, keep: how});
    }),
    {numRuns: 300},
  );

describe('what never goes, whatever is in the bucket', () => {
  it('is the newest proven one of an instance or environment, by its name and by S3', () => {
    bucketLeaves((gone, objects) => {
      const proven = inventoryOf('shop', objects).archives.filter(({verdict}) => verdict === 'proven');
      for (const part of ['kmc', 'stage', undefined]) {
        const own = proven.filter(one => one.part === part);
        const written = own.toSorted((one, other) => other.modifiedAt.getTime() - one.modifiedAt.getTime());
        for (const newest of [...own.slice(0, 1), ...written.slice(0, 1)])
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

  it('is what S3 has had for less than a day, or named long before for less than the days that are kept', () => {
    bucketLeaves((gone, objects, {keep: {daily}}) => {
      for (const object of objects.filter(one => gone.has(one.key))) {
        const days = misdated(object) === 'behind' ? daily : 1;
        assert.ok(NOW.getTime() - object.modifiedAt.getTime() > days * DAY, object.key);
      }
    });
  });

  it('is what is locked', () => {
    bucketLeaves((gone, _, {locked}) => {
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
