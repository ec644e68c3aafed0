import assert from 'node:assert/strict';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {checkFleet, fleetPlan, troubleError} from '../../../ts-helpers/src/fleet/fleet.ts';
import {fleetText} from '../../../ts-helpers/src/fleet/shown.ts';
import {DAY, nightsAgo, NOW, manifestText} from '../archive/kept.ts';
import {checking} from './checking.ts';

describe('deleting what is too many', () => {
  const full = () => {
    const fleet = checking();
    for (let night = 0; night < 40; night++) fleet.keep({at: nightsAgo(night)});
    return fleet;
  };

  it('goes by days, weeks and months, each archive before what tells of it', async () => {
    const {store, words, needs} = full();
    const outcome = await checkFleet(words, needs);
    assert.equal(outcome.deleted, 29);
    const key = 'remove backups/shop/2026-11-20T033000Z.tar.zst';
    assert.deepEqual(
      store.asked.filter(what => what.startsWith(key)),
      [key, `${key}.manifest.json`, `${key}.proven.json`],
    );
    assert.equal((await checkFleet(words, needs)).deleted, 0);
  });

  it('is only shown with --plan, before anything else', async () => {
    const {store, slack, words, needs} = full();
    const before = [...store.objects.keys()];
    const plan = await fleetPlan({...words, fleet: {...words.fleet, projects: ['blog']}}, needs);
    assert.deepEqual([...store.objects.keys()], before);
    assert.deepEqual(slack.posts, []);
    const lines = fleetText(plan).split('\n');
    assert.equal(lines[0], '2 projects in s3://backups:');
    assert.equal(lines[1], '1. Delete 29 backups that are too many (risks data)');
    assert.match(lines[2]!, /^ {3}- backups\/shop\/2026-11-20T033000Z\.tar\.zst: proven, of /);
    assert.deepEqual(lines.slice(-4), [
      '2. Tell Slack of troubles: 1 new',
      '3. Leave word that all backups were looked at',
      '✗ blog has no backup. countable backup blog',
      '',
    ]);
  });

  it('keeps as many as the newest manifest of a project asks for, where that is more', async () => {
    for (const [daily, deleted] of [
      [30, 10],
      [1, 29],
    ] as const) {
      const {store, words, needs} = full();
      store.put(
        'backups/shop/2026-11-27T033000Z.tar.zst.manifest.json',
        manifestText({keep: {daily, weekly: 0, monthly: 0}}),
        nightsAgo(0),
      );
      assert.equal((await checkFleet(words, needs)).deleted, deleted);
    }
  });

  it('leaves what is locked or held, and asks whether it is only of what would go', async () => {
    const {store, words, needs} = full();
    Object.assign(store.bucket, {lock: {mode: 'GOVERNANCE', days: 1}});
    const key = 'backups/shop/2026-11-20T033000Z.tar.zst';
    Object.assign(store.objects.get(key)!, {lockedUntil: new Date(NOW.getTime() + DAY)});
    Object.assign(store.objects.get('backups/shop/2026-11-19T033000Z.tar.zst')!, {isHeld: true});
    assert.equal((await checkFleet(words, needs)).deleted, 27);
    assert.ok(store.objects.has(key) && store.objects.has(`${key}.manifest.json`));
    assert.equal(store.asked.filter(what => what.startsWith('head')).length, 29 * 3);
  });

  it('asks of nothing whether it is locked in a bucket that knows no locks', async () => {
    const {store, words, needs} = full();
    assert.equal((await checkFleet(words, needs)).deleted, 29);
    assert.deepEqual(
      store.asked.filter(what => what.startsWith('head')),
      [],
    );
  });

  it('takes fifty of a project a night, the oldest first', async () => {
    const {store, words, needs, keep} = checking();
    for (let night = 0; night < 120; night++) keep({at: nightsAgo(night)});
    const rules = {...words.rules, keep: {daily: 7, weekly: 0, monthly: 0}};
    const deleted: number[] = [];
    for (let night = 0; night < 4; night++)
      deleted.push((await checkFleet({...words, rules}, needs)).deleted);
    assert.deepEqual(deleted, [50, 50, 13, 0]);
    const [first] = store.asked.filter(what => what.startsWith('remove') && what.endsWith('.zst'));
    assert.ok(first!.includes('2026-0') || first!.includes('2026-1'));
  });

  it('leaves an archive whole that it may not delete, tells of it, and goes on', async () => {
    const {store, slack, words, needs, voice} = full();
    store.denied.add('remove backups/shop/2026-11-20');
    const outcome = await checkFleet({...words, fleet: {...words.fleet, projects: ['blog']}}, needs);
    assert.deepEqual([outcome.deleted, outcome.refused], [28, ['backups/shop/2026-11-20T033000Z.tar.zst']]);
    assert.ok(store.objects.has('backups/shop/2026-11-20T033000Z.tar.zst.proven.json'));
    assert.equal(slack.posts.length, 1);
    assert.ok(voice.lines().some(line => line.includes('refuses remove')));
    const {message, remedy} = troubleError({...outcome, troubles: []})!;
    assert.match(message, /^1 backup too many could not be deleted/);
    assert.match(remedy, /countable backup policy fleet/);
  });

  it('ends uploads that nobody goes on with', async () => {
    const {store, words, needs, keep} = checking();
    keep();
    const begunAt = nightsAgo(3);
    store.uploads.push({key: 'backups/shop/2026-11-24T033000Z.tar.zst', id: '1', begunAt});
    store.uploads.push({key: 'backups/shop/else', id: '2', begunAt});
    assert.equal((await checkFleet(words, needs)).deleted, 1);
    assert.deepEqual(
      store.uploads.map(({id}) => id),
      ['2'],
    );
  });

  it('fails when S3 does, once people were told, and without a word that all is looked at', async () => {
    const {store, slack, words, needs} = full();
    const remove = () => Promise.reject(new UserError('S3_UNAVAILABLE', 'Amazon S3 does not answer.'));
    const failing = checkFleet(
      {...words, fleet: {...words.fleet, projects: ['blog']}},
      {...needs, store: {...store, remove}},
    );
    await assert.rejects(failing, {code: 'S3_UNAVAILABLE'});
    assert.equal(slack.posts.length, 1);
  });
});
