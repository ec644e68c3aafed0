import assert from 'node:assert/strict';
import {besideKey} from '../../../ts-helpers/src/archive/key.ts';
import {fleetRecordIn} from '../../../ts-helpers/src/archive/fleetRecord.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {checkFleet, troubleError} from '../../../ts-helpers/src/fleet/fleet.ts';
import {nightsAgo, NOW} from '../archive/kept.ts';
import {copied, forget, keyOf} from './copied.ts';

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
