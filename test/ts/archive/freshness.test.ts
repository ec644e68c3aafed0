import assert from 'node:assert/strict';
import {agoText, type FreshnessFacts, troublesOf} from '../../../ts-helpers/src/archive/freshness.ts';
import {inventoryOf, type KeptArchive, olderArchives} from '../../../ts-helpers/src/archive/inventory.ts';
import {HOUR, type Made, nightsAgo, NOW, objectsOf} from './kept.ts';

const OURS = 'age1ours';
const RULES = {staleHours: 26, provenHours: 50, shrink: 20, recipients: [OURS]};
const kept = (...made: Made[]): KeptArchive[] => inventoryOf('shop', made.flatMap(objectsOf)).archives;
const proven = (night: number, more: Partial<Made> = {}): Made => ({
  at: nightsAgo(night),
  beside: ['manifest', 'proven'],
  ...more,
});
const troubles = (archives: readonly KeptArchive[], more: Partial<FreshnessFacts> = {}): string[] =>
  troublesOf({
    project: 'shop',
    archives,
    recipients: undefined,
    rules: RULES,
    now: NOW,
    ...more,
  }).map(({kind, message, command}) => `${kind}: ${message} ${command}`);

describe('the freshness of every moment', () => {
  const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
  const behind = (...newest: (Date | undefined)[]): string[] =>
    troubles(kept(proven(0)), {
      reached: newest.map((one, index) => ({service: `db${index}`, stanza: `db${index}`, newest: one})),
    });

  it('has nothing to say while something comes every minute', () => {
    assert.deepEqual(behind(), []);
    assert.deepEqual(behind(minutesAgo(0.5), minutesAgo(5)), []);
  });

  it('tells after five minutes which server nothing comes from, and what mends it', () => {
    const [told = '', ...others] = behind(minutesAgo(1), minutesAgo(12));
    assert.deepEqual(others, []);
    assert.match(
      told,
      /^behind: For 12 minutes nothing of what changes in db1 of shop has reached the bucket: .* countable backup shop$/,
    );
    assert.match(behind(minutesAgo(190)).join(), /For 3 hours nothing/);
    assert.match(behind(undefined).join(), /^behind: Nothing of what changes in db0 of shop/);
  });
});

describe('the freshness of backups', () => {
  it('has nothing to say of one of last night that is proven', () => {
    assert.deepEqual(troubles(kept(proven(0), proven(1), proven(2))), []);
  });

  it('misses them where there are none', () => {
    assert.deepEqual(troubles([]), ['missing: shop has no backup. countable backup shop']);
    assert.deepEqual(troubles([], {part: 'kmc'}), [
      'missing: shop (kmc) has no backup. countable backup shop/kmc',
    ]);
  });

  it('finds them stale after 26 hours, or as is set', () => {
    const of = (hours: number) => kept({...proven(0), at: new Date(NOW.getTime() - hours * HOUR)});
    assert.deepEqual(troubles(of(26)), []);
    assert.deepEqual(troubles(of(27)), [
      'stale: The newest backup of shop is 27 hours old. countable backup shop',
    ]);
    assert.deepEqual(troubles(of(27), {rules: {...RULES, staleHours: 30}}), []);
  });

  it('finds one of 13 bytes tiny', () => {
    assert.deepEqual(troubles(kept(proven(0, {size: 13}))), [
      'tiny: The newest backup of shop has 13 bytes: backups/shop/2026-11-27T033000Z.tar.zst countable backup shop',
    ]);
  });

  it('finds one shrinking that is smaller than the proven ones before it by more than is allowed', () => {
    const before = [1, 2, 3].map(night => proven(night, {size: 10_000}));
    const of = (size: number) => kept({at: nightsAgo(0), size}, ...before);
    assert.deepEqual(troubles(of(8_000)), []);
    assert.deepEqual(troubles(of(7_900)), [
      'shrinking: The newest backup of shop is 21 % smaller than the proven ones before it: backups/shop/2026-11-27T033000Z.tar.zst countable verify shop --accept',
    ]);
    assert.deepEqual(troubles(of(7_900), {rules: {...RULES, shrink: 30}}), []);
  });

  it('does not where its proof has compared more than sizes, nor by ones that are not proven', () => {
    assert.deepEqual(troubles(kept(proven(0, {size: 1_000}), proven(1, {size: 10_000}))), []);
    const small = {at: nightsAgo(0), size: 1_000};
    const before = [{at: nightsAgo(1), size: 10_000}, proven(2, {size: 1_000})];
    assert.deepEqual(troubles(kept(small, ...before), {rules: {...RULES, provenHours: 99}}), []);
  });

  it('wants a proof that is not too old, and tells of one that failed', () => {
    assert.deepEqual(troubles(kept({at: nightsAgo(0)}, proven(1))), []);
    assert.deepEqual(troubles(kept({at: nightsAgo(0)}, proven(3))), [
      'unproven: The newest backup of shop that is proven to restore is 3 days old. countable verify shop',
    ]);
    assert.deepEqual(troubles(kept({at: nightsAgo(0)})), [
      'unproven: No backup of shop is proven to restore. countable verify shop',
    ]);
    assert.match(troubles(kept({at: nightsAgo(0)}), {part: 'kmc'}).join(), / countable verify shop\/kmc$/);
    assert.deepEqual(troubles(kept({at: nightsAgo(0), beside: ['failed']}, proven(1))), [
      'failed: The last proof of shop failed, of backups/shop/2026-11-27T033000Z.tar.zst countable backup shop',
    ]);
  });

  it('counts what older scripts left, as unproven', () => {
    const old = {
      key: 'shop/202611/shop.20261127-010000.sql.lrz',
      size: 9_000,
      modifiedAt: new Date(NOW.getTime() - HOUR),
    };
    assert.deepEqual(troubles(olderArchives([old], '')), [
      'unproven: No backup of shop is proven to restore. countable backup shop',
    ]);
  });

  it('goes by proofs of what older scripts left only where nothing of ours came after', () => {
    const key = 'shop/202611/shop.20261127-100000.sql.lrz';
    const old = [key, `${key}.failed.json`].map((one, index) => ({
      key: one,
      size: 5_000,
      modifiedAt: new Date(NOW.getTime() - (2 - index) * HOUR),
    }));
    assert.match(troubles(olderArchives(old, ''))[0] ?? '', /^failed: .*, of shop\/202611/);
    const ours = kept({at: new Date(NOW.getTime() - HOUR / 2), size: 5_000});
    assert.match(troubles([...ours, ...olderArchives(old, '')])[0] ?? '', /^unproven: /);
    const restored = old.map(one => ({...one, key: one.key.replace('.failed', '.proven')}));
    assert.match(troubles(olderArchives(restored, ''))[0] ?? '', /^unproven: No backup of shop is proven/);
  });

  it('finds one lost that is encrypted to none of the keys of the organisation', () => {
    const sealed = kept(proven(0, {isEncrypted: true}));
    assert.deepEqual(troubles(sealed, {recipients: ['age1other', OURS]}), []);
    assert.match(
      troubles(sealed, {recipients: ['age1other']})[0] ?? '',
      /^lost key: .* countable backup shop$/,
    );
    assert.deepEqual(troubles(kept(proven(0)), {recipients: []}), []);
    assert.deepEqual(troubles(sealed), []);
  });

  it('tells of several at once', () => {
    const found = troubles(kept({at: nightsAgo(5), size: 20, beside: ['failed']}));
    assert.deepEqual(
      found.map(text => text.split(':')[0]),
      ['stale', 'tiny', 'failed'],
    );
  });
});

describe('a backup that is named after a wrong time', () => {
  /** Written so many nights ago. */
  const named = (key: string, night: number) => {
    const [object, ...rest] = objectsOf(proven(night));
    const renamed = (old: string): string => old.replace(object!.key, key);
    return [object!, ...rest].map(one => ({...one, key: renamed(one.key)}));
  };
  const AHEAD = 'backups/shop/2031-01-01T000000Z.tar.zst';
  const BEHIND = 'backups/shop/2020-01-01T000000Z.tar.zst';
  const of = (...objects: ReturnType<typeof named>): string[] =>
    troubles(inventoryOf('shop', objects).archives);

  it('is as old as S3 says, and hides no stale one', () => {
    const [stale, other, ...more] = of(...named(AHEAD, 3), ...objectsOf(proven(5)));
    assert.match(stale ?? '', /^stale: The newest backup of shop is 3 days old/);
    assert.match(other ?? '', /^unproven: .* 3 days old/);
    assert.match(more.join(), /^misdated: /);
  });

  it('is told by name, with what mends it, for as long as nothing newer is there, or for a week', () => {
    const told =
      'misdated: A backup of shop is named after a time 1495 days after it was written, on 2026-11-27: ' +
      `the clock of its host was wrong. ${AHEAD} timedatectl set-ntp true && countable backup shop`;
    assert.deepEqual(of(...named(AHEAD, 0)), [told]);
    assert.deepEqual(of(...named(AHEAD, 6), ...objectsOf(proven(0))).length, 1);
    assert.deepEqual(of(...named(AHEAD, 8), ...objectsOf(proven(0))), []);
    assert.match(of(...named(AHEAD, 30)).join(), /misdated: /);
  });

  it('counts as of when it was written where its name is too old, and is told as well', () => {
    const [told, ...others] = of(...named(BEHIND, 0), ...objectsOf(proven(9)));
    assert.deepEqual(others, []);
    assert.match(
      told ?? '',
      /^misdated: .* 2522 days before it was written, .* or it was copied there later\./,
    );
    assert.match(of(...named(BEHIND, 3)).join(), /^stale: The newest backup of shop is 3 days old/);
  });

  it('is none where it took a day to be written, or the clock of its host is a little wrong', () => {
    const [object, ...rest] = objectsOf(proven(0));
    for (const minutes of [-50, 0, 24 * 60])
      assert.deepEqual(
        of({...object!, modifiedAt: new Date(nightsAgo(0).getTime() + minutes * 60_000)}, ...rest).filter(
          text => text.startsWith('misdated'),
        ),
        [],
      );
  });
});

describe('an age in words', () => {
  it('is in hours for three days, and then in days', () => {
    const ago = (hours: number) => agoText(new Date(NOW.getTime() - hours * HOUR), NOW);
    assert.deepEqual([-5, 0.5, 1, 71.9, 72, 800].map(ago), [
      '0 hours',
      '0 hours',
      '1 hour',
      '71 hours',
      '3 days',
      '33 days',
    ]);
  });
});
