import assert from 'node:assert/strict';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {basesIn, keptMoment} from '../../../ts-helpers/src/pitr/plan/kept.ts';
import {follows, type Segment, segmentsOf} from '../../../ts-helpers/src/pitr/plan/segments.ts';

const NOW = new Date('2026-11-27T12:00:00Z');
const at = (time: string): Date => new Date(`2026-11-27T${time}:00Z`);

const backup = (label: string, begins: string, {id = 1, time = '03:00', type = 'full'} = {}) => ({
  ...{label, type, archive: {start: begins, stop: begins}, database: {id, 'repo-key': 1}},
  ...{info: {size: 5000}, timestamp: {start: 0, stop: at(time).getTime() / 1000}},
});
const wal = (place: number, timeline = 1): string =>
  timeline.toString(16).padStart(8, '0') + '0'.repeat(8) + place.toString(16).toUpperCase().padStart(8, '0');
const INFO = [
  {name: 'other', db: [], backup: []},
  {
    name: 'db',
    db: [
      {id: 1, version: '14'},
      {id: 2, version: '15'},
    ],
    backup: [backup('A', wal(2), {id: 2}), backup('B', wal(6), {id: 2, time: '06:00', type: 'diff'})],
  },
];

/** Stored each hour from 03:00 on, unless it is said when. */
const segments = (...names: (string | [string, string])[]): Segment[] =>
  segmentsOf(
    names.map((one, index) => {
      const [name, time] = typeof one === 'string' ? [one, `${String(index + 3).padStart(2, '0')}:00`] : one;
      return {
        key: `pitr/shop/archive/db/15-2/${name.slice(0, 16)}/${name}-${'a1'.repeat(20)}.zst`,
        size: 9,
        modifiedAt: at(time),
      };
    }),
  );
const ALL = segments(...[2, 3, 4, 5, 6, 7, 8].map(place => wal(place)));

const kept = (moment: string, all = ALL, info: unknown = INFO) =>
  keptMoment(
    {service: 'db', stanza: 'db', moment: at(moment), now: NOW},
    basesIn(JSON.stringify(info), 'db'),
    all,
  );
const refused = (work: () => unknown): UserError => {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof UserError);
    return error;
  }
  return assert.fail('it was taken');
};

describe('what is kept of a moment', () => {
  it('is the last base before it, and how far everything is kept', () => {
    const {base, timeline, earliest, latest} = kept('05:30');
    assert.deepEqual(
      [base.label, base.version, base.history, base.bytes, timeline],
      ['A', '15', '15-2', 5000, 1],
    );
    assert.deepEqual([earliest, latest], [at('03:00'), at('09:00')]);
    assert.equal(kept('06:00').base.label, 'B');
    assert.equal(kept('09:00').base.label, 'B');
  });

  it('is nothing before the first base, after the last WAL, or in the future: what there is, is said', () => {
    const early = refused(() => kept('02:59'));
    assert.equal(early.code, 'BACKUP_MISSING');
    assert.match(early.message, /kept from 2026-11-27T03:00:00.000Z on, and not of 2026-11-27T02:59/);
    const late = refused(() => kept('10:00'));
    assert.equal(late.code, 'BACKUP_MISSING');
    assert.match(late.message, /from 2026-11-27T03:00:00.000Z to 2026-11-27T09:00:00.000Z, and not of/);
    const again = backup('C', wal(1), {time: '11:00'});
    const twice = refused(() => kept('10:00', ALL, [{...INFO[1], backup: [...INFO[1]!.backup, again]}]));
    assert.match(twice.message, /to 2026-11-27T09:00:00.000Z, and again from 2026-11-27T11:00:00.000Z on/);
    const future = refused(() => kept('12:01'));
    assert.equal(future.code, 'BACKUP_MISSING');
    assert.match(future.message, /12:01:00.000Z has not come yet/);
    assert.match(refused(() => kept('05:00', ALL, [])).message, /Nothing is kept of db to begin at/);
    assert.match(refused(() => kept('05:00', [])).message, /are kept from .* to 2026-11-27T03:00/);
  });

  it('is nothing where WAL is missing on the way to it, and only there', () => {
    const all = ALL.filter(({place}) => !place.endsWith('4'));
    assert.equal(kept('04:00', all).base.label, 'A');
    const gap = refused(() => kept('05:30', all));
    assert.equal(gap.code, 'PITR_GAP');
    assert.match(
      gap.message,
      new RegExp(`what follows ${wal(3)} is not in the bucket; ${wal(5)} is the next`),
    );
    assert.match(gap.remedy, /before 2026-11-27T04:00:00.000Z, or one after 2026-11-27T06:00:00.000Z/);
    assert.equal(kept('06:30', all).base.label, 'B');
    const begun = refused(() => kept('04:30', ALL.slice(1)));
    assert.equal(begun.code, 'PITR_GAP');
    assert.match(begun.message, new RegExp(`${wal(2)}, with which A begins, is not in the bucket`));
  });

  it('is that of the timeline which was used then, also where it was left later', () => {
    // At 07:30 somebody went back to the end of 4, by hand.
    const all = segments(...[2, 3, 4, 5, 6].map(place => wal(place)), wal(5, 2), wal(6, 2));
    assert.equal(kept('06:30', all).timeline, 1);
    assert.equal(kept('08:30', all).timeline, 2);
    const between = refused(() => kept('07:30', all));
    assert.equal(between.code, 'BACKUP_MISSING');
    assert.match(
      between.message,
      /ended in timeline 1 after 2026-11-27T07:00:00.000Z, and began in timeline 2 before 2026-11-27T08:00/,
    );
    // Nothing was left aside where another server has gone on.
    assert.equal(kept('05:30', segments(wal(2), wal(3), wal(4), wal(5, 2), wal(6, 2))).timeline, 2);
  });
});

describe('a segment of WAL', () => {
  const place = (log: number, number: number): string =>
    [log, number].map(one => one.toString(16).toUpperCase().padStart(8, '0')).join('');

  it('follows another within a log, or from its end', () => {
    assert.ok(follows(place(1, 9), place(1, 8)));
    assert.ok(follows(place(2, 0), place(1, 255)));
    assert.ok(follows(place(2, 0), place(1, 63)), 'of 64 MB each');
    for (const [next, before] of [
      [place(1, 10), place(1, 8)],
      [place(2, 0), place(1, 254)],
      [place(2, 1), place(1, 255)],
      [place(3, 0), place(1, 255)],
    ] as const)
      assert.ok(!follows(next, before), next);
  });

  it('is told by its name; what else lies there is none', () => {
    const stray = {key: 'pitr/shop/archive/db/15-1/00000002.history', size: 1, modifiedAt: NOW};
    const partial = {...stray, key: `x/${wal(3)}.partial-${'a1'.repeat(20)}.zst`};
    assert.deepEqual(segmentsOf([stray, partial]), []);
  });
});
