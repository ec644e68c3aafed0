import assert from 'node:assert/strict';
import {besideKey} from '../../../ts-helpers/src/archive/key.ts';
import {fleetRecordIn} from '../../../ts-helpers/src/archive/fleetRecord.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {checkFleet, fleetPlan, troubleError} from '../../../ts-helpers/src/fleet/fleet.ts';
import {fleetText} from '../../../ts-helpers/src/fleet/shown.ts';
import {createFakeObjectStore, type FakeObjectStore} from '../../fakes/objectStore.ts';
import {DAY, type Made, nightsAgo, NOW, objectsOf} from '../archive/kept.ts';
import {checking} from './checking.ts';

const NIGHTS = [0, 1, 2, 3];
const keyOf = (days: number): string => objectsOf({at: nightsAgo(days)})[0]!.key;

/** A bucket with four nights that are proven, and two others with a copy of each. */
const copied = () => {
  const fleet = checking({projects: ['shop']});
  const copies = ['west', 'far'].map(name => createFakeObjectStore({name}));
  const copy = (to: FakeObjectStore, made: Partial<Made>): void => {
    const whole: Made = {at: nightsAgo(0), beside: ['manifest', 'proven'], ...made};
    for (const {key, size, modifiedAt} of objectsOf(whole)) to.put(key, size, modifiedAt);
  };
  for (const days of NIGHTS) {
    fleet.keep({at: nightsAgo(days)});
    for (const to of copies) copy(to, {at: nightsAgo(days)});
  }
  const [west, far] = copies as [FakeObjectStore, FakeObjectStore];
  return {...fleet, needs: {...fleet.needs, copies}, west, far, copy};
};

const forget = (store: FakeObjectStore, days: number): void => {
  for (const key of [...store.objects.keys()]) if (key.startsWith(keyOf(days))) store.objects.delete(key);
};

const said = (troubles: readonly {kind: string; message: string; command: string}[]) =>
  troubles.map(({kind, message, command}) => [kind, message, command]);

describe('the check of copies in other buckets', () => {
  it('has nothing to tell where each has all that is proven', async () => {
    const {store, words, needs} = copied();
    const outcome = await checkFleet(words, needs);
    assert.deepEqual([outcome.troubles, outcome.deleted, outcome.refused], [[], 0, []]);
    const record = fleetRecordIn(store.objects.get('countable/fleet.json')?.body.toString());
    assert.deepEqual(record?.copied, ['s3://west shop', 's3://far shop']);
  });

  it('names a backup that one of them lacks, with the command that copies it', async () => {
    const {words, needs, far} = copied();
    forget(far, 0);
    assert.deepEqual(said((await checkFleet(words, needs)).troubles), [
      ['copy stale', 'The newest copy of shop in s3://far is 32 hours old.', 'countable verify shop'],
    ]);
    forget(far, 2);
    const more = {...words, rules: {...words.rules, staleHours: 48}};
    assert.deepEqual(said((await checkFleet(more, needs)).troubles), [
      [
        'copy missing',
        `2 proven backups of shop have no copy in s3://far, ${keyOf(0)} for one.`,
        'countable verify shop',
      ],
    ]);
  });

  it('counts a copy without its evidence, which is copied last, as none', async () => {
    const {words, needs, far} = copied();
    far.objects.delete(besideKey(keyOf(2), 'proven'));
    assert.deepEqual(said((await checkFleet(words, needs)).troubles), [
      [
        'copy missing',
        `A proven backup of shop has no copy in s3://far: ${keyOf(2)}`,
        'countable verify shop',
      ],
    ]);
  });

  it('waits for one that was proven just now', async () => {
    const {words, needs, keep} = copied();
    keep({at: new Date(NOW.getTime() - 3_600_000)});
    assert.deepEqual((await checkFleet(words, needs)).troubles, []);
  });

  it('tells of one of another size, which no copy writes over', async () => {
    const {words, needs, west, copy} = copied();
    copy(west, {at: nightsAgo(1), size: 13});
    assert.deepEqual(said((await checkFleet(words, needs)).troubles), [
      [
        'copy broken',
        `The copy of shop in s3://west has another size than the backup: ${keyOf(1)}`,
        `aws s3 rm s3://west/${keyOf(1)} && countable verify shop`,
      ],
    ]);
  });

  it('tells a bucket that never had any from one out of which they are gone', async () => {
    const {words, needs, west, far} = copied();
    far.objects.clear();
    const first = (await checkFleet(words, needs)).troubles;
    assert.deepEqual(said(first)[0]?.slice(0, 2), ['copy missing', 'shop has no copy in s3://far.']);
    west.objects.clear();
    for (let night = 0; night < 2; night++) {
      const {troubles} = await checkFleet(words, needs);
      assert.deepEqual(said(troubles)[0]?.slice(0, 2), [
        'copy gone',
        'The copies of shop in s3://west are gone.',
      ]);
    }
  });

  it('misses a project that only a copy knows any more', async () => {
    const {store, words, needs} = copied();
    store.objects.clear();
    const unlisted = {...words, fleet: {...words.fleet, projects: []}};
    assert.deepEqual(said((await checkFleet(unlisted, needs)).troubles), [
      ['missing', 'shop has no backup.', 'countable backup shop'],
    ]);
  });

  it('goes on with the rest where one does not let itself be looked into, and tells it once', async () => {
    const {store, slack, words, needs, west, far, keep} = copied();
    await checkFleet(words, needs);
    for (const project of ['blog', 'tea']) keep({project, at: nightsAgo(0)});
    west.denied.add('list');
    forget(far, 0);
    const outcome = await checkFleet(words, needs);
    assert.deepEqual(
      outcome.troubles.map(({kind, project, place}) => [kind, project, place]),
      [
        ['copies unseen', undefined, 's3://west'],
        ['copy missing', 'blog', 's3://far'],
        ['copy stale', 'shop', 's3://far'],
        ['copy missing', 'tea', 's3://far'],
      ],
    );
    assert.equal(slack.posts.length, 4);
    assert.equal(troubleError(outcome)?.code, 'BACKUPS_IN_TROUBLE');
    // What was there is remembered until somebody can look again.
    const record = fleetRecordIn(store.objects.get('countable/fleet.json')?.body.toString());
    assert.ok(record?.copied?.includes('s3://west shop'));
  });

  it('asks a bucket whose region is down no more than once', async () => {
    const {words, needs, far, keep} = copied();
    for (const project of ['a', 'b', 'c']) keep({project});
    let asked = 0;
    const down = () => {
      asked++;
      return Promise.reject(new UserError('S3_UNAVAILABLE', 'Amazon S3 in ca-west-1 does not answer.'));
    };
    const west = {...needs.copies[0]!, folders: down, list: down, unfinished: down, isLockable: down};
    const {troubles} = await checkFleet(words, {...needs, copies: [west, far]});
    assert.equal(asked, 1);
    assert.equal(
      troubles[0]?.message,
      'Nothing tells whether copies are in s3://west: Amazon S3 in ca-west-1 does not answer.',
    );
  });

  it('is over once the copy is there: its thread turns green', async () => {
    const {slack, words, needs, far, copy} = copied();
    forget(far, 0);
    await checkFleet(words, needs);
    copy(far, {at: nightsAgo(0)});
    assert.equal((await checkFleet(words, needs)).told, 0);
    assert.match(slack.posts.at(-1)!.message.text, /^✓ The newest copy of shop in s3:\/\/far/);
  });
});

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

  it('that cannot be deleted is told, and takes nothing from the rest', async () => {
    const {store, words, needs, west} = full();
    const remove = () => Promise.reject(new UserError('S3_UNAVAILABLE', 'Amazon S3 does not answer.'));
    const outcome = await checkFleet(words, {...needs, copies: [{...west, remove}]});
    assert.deepEqual([outcome.deleted, outcome.refused.length], [29, 29]);
    assert.ok(outcome.refused[0]!.startsWith('s3://west/backups/shop/'));
    assert.ok(store.objects.has('countable/fleet.json'));
  });
});
