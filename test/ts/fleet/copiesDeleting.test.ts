import assert from 'node:assert/strict';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {checkFleet, fleetPlan} from '../../../ts-helpers/src/fleet/fleet.ts';
import {fleetText} from '../../../ts-helpers/src/fleet/shown.ts';
import type {FakeObjectStore} from '../../fakes/objectStore.ts';
import {DAY, nightsAgo, NOW} from '../archive/kept.ts';
import {copied, keyOf} from './copied.ts';

describe('what is too many among copies', () => {
  const full = () => {
    const fleet = copied();
    for (let days = 4; days < 40; days++) {
      fleet.keep({at: nightsAgo(days)});
      fleet.copy(fleet.west, {at: nightsAgo(days)});
    }
    return fleet;
  };
  const left = ({objects}: FakeObjectStore): string[] =>
    [...objects.keys()].filter(key => key.endsWith('.tar.zst')).sort();

  it('goes by the same rules, and the check has nothing to tell then', async () => {
    const {store, words, needs, west} = full();
    const plan = await fleetPlan(words, needs);
    assert.ok(fleetText(plan).includes(`\n   - s3://west/${keyOf(7)}: proven, of `));
    const outcome = await checkFleet(words, needs);
    assert.equal(outcome.deleted, 2 * 29);
    assert.deepEqual(left(west), left(store));
    const again = await checkFleet(words, needs);
    assert.deepEqual([again.deleted, again.troubles.map(({place}) => place)], [0, ['s3://far']]);
  });

  it('stays with the newest proven one, however old', async () => {
    const {words, needs, west, far, copy} = copied();
    for (const store of [west, far]) store.objects.clear();
    copy(west, {at: nightsAgo(900)});
    for (const days of [901, 902]) copy(west, {at: nightsAgo(days)});
    const rules = {...words.rules, keep: {daily: 1, weekly: 0, monthly: 0}};
    await checkFleet({...words, rules}, needs);
    assert.deepEqual(left(west), [keyOf(900)]);
  });

  it('stays where its own bucket has locked it', async () => {
    const {words, needs, west} = full();
    Object.assign(west.bucket, {lock: {mode: 'GOVERNANCE', days: 1}});
    Object.assign(west.objects.get(keyOf(7))!, {lockedUntil: new Date(NOW.getTime() + DAY)});
    await checkFleet(words, needs);
    assert.ok(left(west).includes(keyOf(7)));
  });

  it('stays where nobody tells whether it is locked', async () => {
    const {words, needs, west} = full();
    Object.assign(west.bucket, {lock: {mode: 'GOVERNANCE', days: 1}});
    west.denied.add('head');
    const {troubles} = await checkFleet(words, {...needs, copies: [west]});
    assert.deepEqual(
      troubles.map(({kind}) => kind),
      ['copies unseen'],
    );
    assert.equal(left(west).length, 40);
  });

  it('that cannot be deleted is told, and takes nothing from the rest', async () => {
    const {store, words, needs, west} = full();
    const remove = () => Promise.reject(new UserError('S3_UNAVAILABLE', 'Amazon S3 does not answer.'));
    const outcome = await checkFleet(words, {...needs, copies: [{...west, remove}]});
    assert.deepEqual([outcome.deleted, outcome.refused.length], [29, 29]);
    assert.ok(outcome.refused[0]!.startsWith('s3://west/backups/shop/'));
    assert.ok(store.objects.has('countable/fleet.json'));
  });
});
