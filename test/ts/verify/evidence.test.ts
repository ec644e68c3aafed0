import assert from 'node:assert/strict';
import {leavingOf} from '../../../ts-helpers/src/archive/retention.ts';
import {evidencePage} from '../../../ts-helpers/src/verify/evidenceShown.ts';
import {nightsAgo} from '../archive/kept.ts';
import {keyAt} from './support/proving.ts';

import {BAD, FULL, KEY, proofs} from './support/proofs.ts';

describe('evidence of several proofs of one backup', () => {
  it('is all there: what is written anew was kept under its time before', async () => {
    const {store, tell, evidence} = proofs();
    await tell({by: 'first'}, true);
    const first = store.objects.get(`${KEY}.proven.json`)!.body.toString();
    await tell({by: 'second'}, true);
    const past = `${KEY}.2026-11-19T153000Z.proven.json`;
    assert.deepEqual(evidence(), [past, `${KEY}.proven.json`]);
    assert.equal(store.objects.get(past)!.body.toString(), first);
    assert.match(store.objects.get(`${KEY}.proven.json`)!.body.toString(), /"by": "second"/);
  });

  it('is shown by the one that has tried most, where one came to the same that has tried less', async () => {
    const {store, tell, found, evidence} = proofs();
    await tell({...FULL, by: 'whole'}, true);
    await tell({by: 'less'}, true);
    const {evidence: shown, others} = await found();
    assert.equal(shown.by, 'whole');
    assert.deepEqual(
      others?.map(({by, tried, isGenuine}) => [by, tried, isGenuine]),
      [['less', ['signed'], true]],
    );
    assert.deepEqual(evidence(), [`${KEY}.2026-11-20T033000Z.proven.json`, `${KEY}.proven.json`]);
    store.asked.length = 0;
    await tell({...FULL, by: 'whole again'}, true);
    assert.equal((await found()).evidence.by, 'whole again');
  });

  it('is that of other bytes where the backup became another one: nothing fuller is kept in its place', async () => {
    const {tell, found} = proofs();
    await tell({...FULL, by: 'whole'});
    await tell({by: 'less', sha256: 'other'});
    assert.equal((await found()).evidence.by, 'less');
  });

  it('is a failed one, however much an older one had tried', async () => {
    const {tell, found, verdict} = proofs();
    await tell({...FULL, by: 'whole'}, true);
    await tell({...BAD, by: 'bad'});
    assert.equal(verdict(), 'failed');
    const page = evidencePage(await found());
    assert.match(page, /^Backup of shop \(prod\) of .*: NOT PROVEN\n/);
    assert.match(page, /Differs {5}db, shop: orders is missing/);
    assert.match(
      page,
      / {2}Also proofs 2026-11-19T15:30:00\.000Z: restored, on alpha, by whole; web came up, ops\/verify\.sql, signed\n/,
    );
  });

  it('is the last one, in the words of all, once it is proven again after it failed', async () => {
    const {tell, found, verdict, evidence} = proofs();
    await tell({...FULL, by: 'whole'}, true);
    await tell({...BAD, by: 'bad'});
    await tell({by: 'again'});
    assert.equal(verdict(), 'proven');
    const shown = await found();
    assert.equal(shown.evidence.by, 'again');
    assert.deepEqual(
      shown.others?.map(({by, verdict: what, differs}) => [by, what, differs]),
      [
        ['bad', 'failed', 'db, shop: orders is missing'],
        ['whole', 'proven', undefined],
      ],
    );
    assert.equal(evidence().length, 3);
  });

  it('goes with its backup, all of it, and is none without', async () => {
    const {store, tell, evidence} = proofs();
    for (const one of [FULL, BAD, {}]) await tell(one);
    const objects = [...store.objects].map(([key, {body, modifiedAt}]) => ({
      key,
      size: body.length,
      modifiedAt,
    }));
    const facts = {project: 'shop', uploads: [], locked: new Set<string>(), now: nightsAgo(0)};
    const keep = {daily: 1, weekly: 0, monthly: 0};
    const newer = {key: keyAt(nightsAgo(4)), size: 1, modifiedAt: nightsAgo(4)};
    const proven = {key: `${newer.key}.proven.json`, size: 1, modifiedAt: nightsAgo(4)};
    const [leaving, ...more] = leavingOf({...facts, keep, objects: [...objects, newer, proven]});
    assert.deepEqual(leaving?.keys.toSorted(), [KEY, `${KEY}.manifest.json`, ...evidence()].toSorted());
    assert.deepEqual(more, []);
    const left = leavingOf({...facts, keep, objects: objects.filter(({key}) => key !== KEY)});
    assert.equal(left.length, 4);
  });

  it('is kept once where two proofs keep it at the same time, and written over where it is damaged', async () => {
    const {store, tell, evidence, found} = proofs();
    await tell({by: 'first'});
    const {body} = store.objects.get(`${KEY}.proven.json`)!;
    store.put(`${KEY}.2026-11-19T153000Z.proven.json`, body, nightsAgo(1));
    await tell({by: 'second'});
    assert.equal(evidence().length, 2);
    store.put(`${KEY}.proven.json`, '<html>', nightsAgo(1));
    await assert.rejects(found(), {code: 'BACKUP_BROKEN', message: `${KEY}.proven.json holds no evidence.`});
    await tell({by: 'third'});
    const {evidence: shown, others} = await found();
    assert.deepEqual([shown.by, others?.map(({by}) => by)], ['third', ['first']]);
  });
});
