import assert from 'node:assert/strict';
import {signedSchema} from '../../../ts-helpers/src/archive/evidence.ts';
import {besideKey} from '../../../ts-helpers/src/archive/key.ts';
import {planOnly, verify} from '../../../ts-helpers/src/verify/verify.ts';
import {nightsAgo, NOW} from '../archive/kept.ts';
import {keepBackup, keyAt, manifestOf, NIGHT, proving} from './support/proving.ts';

const BESIDE = besideKey(NIGHT, 'manifest');

describe('a proof', () => {
  it('restores what was stored, compares it, and leaves nothing but its evidence', async () => {
    const {store, server, containers, needs, request} = proving();
    await keepBackup(store, nightsAgo(0));
    const {proof} = await verify(request, needs);
    assert.deepEqual([proof.verdict, proof.differences], ['proven', []]);
    assert.deepEqual(server.asked, ['restore shop', 'dump shop']);
    assert.equal(containers.size, 0);
    const {evidence} = signedSchema.parse(
      JSON.parse(String(store.objects.get(`${NIGHT}.proven.json`)?.body)),
    );
    assert.deepEqual(evidence.servers[0]?.databases, [{name: 'shop', tables: 1, rows: 3}]);
    assert.equal(evidence.services.why, 'it is not the project of this folder');
  });
});

describe('the proof of a backup of which not every moment can be kept', () => {
  it('does not try to bring one back', async () => {
    const {store, needs, request} = proving();
    await keepBackup(store, nightsAgo(0));
    const pitr = {pitr: [{service: 'db', stanza: 'db'}]};
    const manifest = JSON.parse(String(store.objects.get(BESIDE)?.body)) as object;
    store.put(BESIDE, JSON.stringify({...manifest, ...pitr}), nightsAgo(0));
    const stepsOf = async (moments: boolean) =>
      (await planOnly({...request, moments}, needs)).steps.map(({id}) => id);
    assert.deepEqual(await stepsOf(true), ['prove', 'moments', 'record']);
    assert.deepEqual(await stepsOf(false), ['prove', 'record']);
  });
});

describe('the proof of a backup whose manifest is damaged', () => {
  for (const [what, text, why] of [
    [
      'no JSON',
      'Service Unavailable',
      /its manifest, which lies beside it, cannot be understood: it is no JSON/,
    ],
    [
      'cut off',
      JSON.stringify(manifestOf(NOW)).slice(0, 60),
      /cannot be understood: it is cut off, or damaged/,
    ],
    [
      'a page of HTML',
      '<html><body>Log in</body></html>',
      /cannot be understood: it is a page of HTML or XML/,
    ],
    ['another thing', '{"format": 1}', /cannot be understood: it does not say what it should \(project\)/],
    ['gone', undefined, /nothing beside it tells what it holds/],
  ] as const)
    it(`has failed, says why, and is kept as evidence: ${what}`, async () => {
      const {store, containers, needs, request} = proving();
      await keepBackup(store, nightsAgo(0));
      if (text === undefined) store.objects.delete(BESIDE);
      else store.put(BESIDE, text, nightsAgo(0));
      assert.deepEqual(
        (await planOnly(request, needs)).steps.map(({id}) => id),
        ['record'],
      );
      await assert.rejects(verify(request, needs), (error: Error & {code?: string}) => {
        assert.equal(error.code, 'PROOF_FAILED');
        assert.match(error.message, why);
        return true;
      });
      assert.equal(containers.size, 0);
      const {evidence} = signedSchema.parse(
        JSON.parse(String(store.objects.get(`${NIGHT}.failed.json`)?.body)),
      );
      assert.deepEqual([evidence.verdict, evidence.at], ['failed', nightsAgo(0).toISOString()]);
      assert.match(evidence.differences.join(), why);
    });

  it('is left to a newer version, and no verdict, where that has written it', async () => {
    const {store, needs, request} = proving();
    await keepBackup(store, nightsAgo(0));
    store.put(BESIDE, '{"format": 2}', nightsAgo(0));
    await assert.rejects(verify(request, needs), {
      code: 'BACKUP_NEWER',
      message: 'Its manifest is of format 2, and this version knows format 1.',
    });
    assert.deepEqual([...store.objects.keys()], [BESIDE, NIGHT]);
  });

  it('is that of what is in it: what is damaged in there has failed, whatever lies beside', async () => {
    const {store, needs, request} = proving();
    await keepBackup(store, nightsAgo(0));
    const whole = store.objects.get(NIGHT)!.body;
    store.put(NIGHT, whole.subarray(0, whole.length - 20), nightsAgo(0));
    await assert.rejects(verify(request, needs), {
      code: 'PROOF_FAILED',
      message: /: it cannot be read: .*[^.]\.$/,
      // Nothing differs of what could not be compared.
      remedy: /^Go back to the proven one before it/,
    });
    assert.ok(store.objects.has(`${NIGHT}.failed.json`));
  });
});

describe('what a proof compares sizes with', () => {
  const of = async (...damaged: number[]) => {
    const {store, voice, needs, request} = proving();
    const many = Array.from({length: 200}, (_, index) => index);
    await keepBackup(store, nightsAgo(0));
    for (const night of [1, 2]) {
      const key = await keepBackup(store, nightsAgo(night), {shop: many});
      store.put(`${key}.proven.json`, '{}', nightsAgo(night));
      if (damaged.includes(night)) store.put(besideKey(key, 'manifest'), '<html>', nightsAgo(night));
    }
    return {voice, done: verify(request, needs)};
  };

  it('is the newest proven one before it whose manifest tells something, and what is passed over is said', async () => {
    const {voice, done} = await of(1);
    await assert.rejects(done, {code: 'BACKUP_SHRUNK'});
    const said = voice.said.filter(({as}) => as === 'warn').map(({text}) => text);
    assert.equal(said.length, 1);
    assert.match(said[0]!, new RegExp(`^It is not compared with ${keyAt(nightsAgo(1))}: its manifest, `));
  });

  it('is nothing where none does', async () => {
    const {voice, done} = await of(1, 2);
    assert.equal((await done).proof.verdict, 'proven');
    assert.equal(voice.said.filter(({as}) => as === 'warn').length, 2);
  });
});
