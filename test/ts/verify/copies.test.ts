import assert from 'node:assert/strict';
import {inventoryOf} from '../../../ts-helpers/src/archive/inventory.ts';
import {besideKey} from '../../../ts-helpers/src/archive/key.ts';
import {copyAll} from '../../../ts-helpers/src/verify/act/copies.ts';
import {planVerify, type VerifyPlan} from '../../../ts-helpers/src/verify/plan.ts';
import {planCopies} from '../../../ts-helpers/src/verify/plan/copies.ts';
import {createFakeObjectStore} from '../../fakes/objectStore.ts';
import {recordVoice} from '../../fakes/voice.ts';
import {nightsAgo, NOW, objectsOf} from '../archive/kept.ts';

const KEEP = {daily: 7, weekly: 0, monthly: 0};
const kept = (days: readonly number[], beside: readonly ('manifest' | 'proven')[] = ['manifest', 'proven']) =>
  inventoryOf(
    'shop',
    days.flatMap(one => objectsOf({at: nightsAgo(one), beside})),
  ).archives;
const keyOf = (days: number): string => objectsOf({at: nightsAgo(days)})[0]!.key;

const EVIDENCE = {
  ...{format: 1, project: 'shop', environment: 'prod', bucket: 'backups', size: 1, sha256: 'abc'},
  ...{
    at: 'x',
    checkedAt: '2026-11-18T15:00:00Z',
    by: 'ada',
    host: 'alpha',
    differences: ['orders is missing'],
  },
  ...{servers: [], files: [], services: {healthy: []}, restoreMs: 1, durationMs: 1},
};

const planned = (copies: VerifyPlan['copies']): VerifyPlan =>
  planVerify(
    {project: 'shop', bucket: 'backups', key: keyOf(0), size: 1, images: [], sql: false, moments: [], copies},
    {why: 'nothing to start'},
  );

describe('what is copied once a backup is proven', () => {
  it('is that one, and what an earlier run could not copy', () => {
    const archives = [...kept([0], ['manifest']), ...kept([1, 2, 3])];
    const plan = planCopies({key: keyOf(0), archives, keep: KEEP, place: 's3://west', copied: kept([2])});
    assert.deepEqual(plan, {place: 's3://west', keys: [keyOf(0), keyOf(1), keyOf(3)]});
    assert.equal(
      planned([plan]).steps.at(-1)?.does,
      'Copy it to s3://west with 2 before it that are missing there',
    );
  });

  it('is also one whose evidence did not get there, and not what is unproven, too many or of another size', () => {
    const archives = [...kept([0, 1, 2, 3, 4, 5, 6, 7]), ...kept([8], ['manifest'])];
    const copied = [
      ...kept([1], ['manifest']),
      ...kept([2, 3, 4, 5]),
      ...inventoryOf('shop', objectsOf({at: nightsAgo(6), size: 13})).archives,
    ];
    const plan = planCopies({key: keyOf(0), archives, keep: KEEP, place: 's3://west', copied});
    assert.deepEqual(plan.keys, [keyOf(0), keyOf(1)]);
  });

  it('is so much a night that the night is enough', () => {
    const days = Array.from({length: 30}, (_, index) => index);
    const keep = {daily: 30, weekly: 0, monthly: 0};
    const plan = planCopies({key: keyOf(0), archives: kept(days), keep, place: 's3://west', copied: []});
    assert.deepEqual(plan.keys, days.slice(0, 8).map(keyOf));
  });
});

describe('evidence of earlier proofs', () => {
  const PAST = `${keyOf(1)}.2026-11-19T153000Z.proven.json`;
  const withPast = (...more: string[]) =>
    inventoryOf('shop', [
      ...objectsOf({at: nightsAgo(1), beside: ['manifest', 'proven']}),
      ...more.map(key => ({key, size: 1, modifiedAt: nightsAgo(1)})),
    ]).archives;
  const plan = (archives: ReturnType<typeof kept>, copied: ReturnType<typeof kept>) =>
    planCopies({key: keyOf(0), archives, keep: KEEP, place: 's3://west', copied});
  const [failed, failedCopied] = [`${keyOf(1)}.failed.json`, `${keyOf(1)}.2026-11-18T150000Z.failed.json`];

  it('is copied where the backup lies there without it, and once', () => {
    const made = plan(withPast(PAST), kept([1]));
    assert.deepEqual(made, {place: 's3://west', keys: [keyOf(0)], evidence: [keyOf(1)]});
    assert.equal(
      planned([made]).steps.at(-1)?.does,
      'Copy it to s3://west with evidence of earlier proofs of 1 before it',
    );
    assert.equal(plan(withPast(PAST), withPast(PAST)).evidence, undefined);
    const late = inventoryOf('shop', [
      ...objectsOf({at: nightsAgo(1), beside: ['manifest', 'proven']}),
      {key: failed, size: 1, modifiedAt: nightsAgo(9)},
    ]).archives;
    assert.deepEqual(plan(late, kept([1])).evidence, [keyOf(1)]);
    assert.equal(plan(late, withPast(failedCopied)).evidence, undefined);
  });

  it('goes with the backup, and leaves it proven, however often', async () => {
    const store = createFakeObjectStore({name: 'backups'}, () => NOW);
    const [west, clock] = [createFakeObjectStore({name: 'west'}, () => NOW), {now: () => NOW}];
    const bad = JSON.stringify({evidence: {...EVIDENCE, key: keyOf(1), verdict: 'failed'}});
    for (const {key} of objectsOf({at: nightsAgo(1), beside: ['manifest', 'proven']}))
      store.put(key, key, NOW);
    for (const [key, text] of [
      [PAST, 'first'],
      [failed, bad],
    ] as const)
      store.put(key, text, nightsAgo(8));
    const needs = {store, copies: [west], clock, voice: recordVoice()};
    const [whole, evidence] = [{keys: [keyOf(1)]}, {keys: [], evidence: [keyOf(1)]}];
    for (const one of [whole, evidence, whole])
      assert.deepEqual(await copyAll(planned([{place: 's3://west', ...one}]), needs), []);
    assert.equal(west.objects.get(PAST)?.body.toString(), 'first');
    assert.equal(west.objects.get(failedCopied)?.body.toString(), bad);
    assert.equal(west.objects.size, 5);
    const listed = inventoryOf(
      'shop',
      [...west.objects].map(([key, {modifiedAt}]) => ({key, size: 1, modifiedAt})),
    );
    assert.equal(listed.archives[0]?.verdict, 'proven');
  });
});

describe('copying', () => {
  const copying = () => {
    const store = createFakeObjectStore({name: 'backups'}, () => NOW);
    for (const days of [0, 1])
      for (const {key} of objectsOf({at: nightsAgo(days), beside: ['manifest', 'proven']}))
        store.put(key, `of ${key}`, nightsAgo(days));
    const copies = ['west', 'far'].map(name => createFakeObjectStore({name}, () => NOW));
    return {store, copies, clock: {now: () => NOW}, voice: recordVoice()};
  };
  const both = planned(['s3://west', 's3://far'].map(place => ({place, keys: [keyOf(0), keyOf(1)]})));

  it('takes what tells of a backup along, the evidence last', async () => {
    const needs = copying();
    assert.deepEqual(await copyAll(both, needs), []);
    for (const {objects, asked} of needs.copies) {
      assert.deepEqual([...objects.keys()].sort(), [...needs.store.objects.keys()].sort());
      const written = asked.filter(what => /^(create|replace)/.test(what)).map(what => what.split(' ')[1]);
      assert.equal(written[2], besideKey(keyOf(0), 'proven'));
    }
  });

  it('goes on with the others where one fails, and says what makes up for it', async () => {
    const needs = copying();
    needs.copies[0]!.denied.add('create');
    const [warning, ...more] = await copyAll(both, needs);
    assert.deepEqual([warning?.code, more], ['COPY_FAILED', []]);
    assert.match(warning!.message, /^It is proven, and not copied to s3:\/\/west: /);
    assert.match(warning!.remedy, /countable verify shop$/);
    assert.ok(needs.copies[1]!.objects.has(besideKey(keyOf(1), 'proven')));
    assert.ok(!needs.copies[0]!.objects.has(besideKey(keyOf(0), 'proven')));
    assert.ok(needs.voice.lines().some(line => line.includes('COPY_FAILED')));
  });

  it('writes over no other one of that name', async () => {
    const needs = copying();
    needs.copies[0]!.put(keyOf(0), 'another', NOW);
    const [warning] = await copyAll(both, needs);
    assert.match(warning!.message, /another one of that name/);
    assert.equal(needs.copies[0]!.objects.get(keyOf(0))!.body.toString(), 'another');
  });
});
