import assert from 'node:assert/strict';
import {archiveNameIn} from '../../../ts-helpers/src/archive/key.ts';
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

describe('an archive that is named after a wrong time', () => {
  const keep = {daily: 3, weekly: 0, monthly: 0};
  const renamed = (key: string, night: number) =>
    objectsOf({at: nightsAgo(night), beside: ['proven']}).map(one => ({
      ...one,
      key: one.key.replace(/backups\/shop\/.*?[.]tar[.]zst/, key),
    }));
  const right = [2, 3, 4].flatMap(night => objectsOf({at: nightsAgo(night), beside: ['proven']}));

  it('to come goes as one of the day on which it was written, and takes the place of none that is newer', () => {
    const key = 'backups/shop/2031-01-01T000000Z.tar.zst';
    const old = renamed(key, 40);
    assert.deepEqual(
      keysLeaving({objects: [...right, ...old], keep}),
      old.map(one => one.key),
    );
    const young = [...right, ...renamed(key, 1)];
    assert.deepEqual(keysLeaving({objects: young, keep})[0], 'backups/shop/2026-11-23T033000Z.tar.zst');
  });

  it('long ago stays for as many days as are kept, and as long as it is the last proven one that was written', () => {
    const key = (month: string) => `backups/shop/2020-${month}-01T000000Z.tar.zst`;
    const [last, before, old] = [renamed(key('03'), 1), renamed(key('02'), 2), renamed(key('01'), 5)];
    const gone = keysLeaving({objects: [...right, ...last, ...before, ...old], keep});
    assert.deepEqual(
      gone,
      old.map(one => one.key),
    );
    assert.deepEqual(
      keysLeaving({objects: [...right, ...last], keep, now: new Date(NOW.getTime() + 90 * DAY)}),
      [],
    );
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
