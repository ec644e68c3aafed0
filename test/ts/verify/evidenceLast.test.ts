import assert from 'node:assert/strict';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {evidencePage} from '../../../ts-helpers/src/verify/evidenceShown.ts';
import {FULL, KEY, proofs} from './support/proofs.ts';

const ILL = {
  verdict: 'failed' as const,
  differences: ['web does not become healthy on what was restored'],
  services: {healthy: []},
  failsAt: ['web'],
};
const WEB = {services: {healthy: ['web']}};

describe('a proof after one that failed', () => {
  it('clears it once it has tried what that failed at', async () => {
    const {tell, verdict, found} = proofs();
    await tell(ILL);
    assert.deepEqual((await tell({...WEB, by: 'whole'})).failsAt, undefined);
    assert.equal(verdict(), 'proven');
    assert.equal((await found()).evidence.by, 'whole');
  });

  it('is kept, and clears nothing that it has not tried', async () => {
    const {tell, verdict, found, evidence} = proofs();
    await tell({...FULL, by: 'before'});
    await tell({...ILL, by: 'bad'});
    assert.deepEqual((await tell({by: 'less'})).failsAt, ['web']);
    await tell({by: 'other', services: {healthy: ['worker']}});
    assert.equal(verdict(), 'failed');
    assert.equal(evidence().length, 4);
    const shown = await found();
    assert.equal(shown.evidence.by, 'bad');
    assert.deepEqual(
      shown.others?.map(({by}) => by),
      ['other', 'less', 'before'],
    );
    const page = evidencePage(shown);
    assert.match(page, /\n {2}Fails at {4}web, until a proof has tried that and comes through\n/);
    assert.match(page, /: restored, on alpha, by less; not tried: web\n/);
  });

  it('that failed at something else keeps open what it has not tried', async () => {
    const {tell, verdict} = proofs();
    await tell(ILL);
    const sql = {
      verdict: 'failed' as const,
      differences: ['ops/verify.sql: no'],
      failsAt: ['ops/verify.sql'],
    };
    assert.deepEqual((await tell(sql)).failsAt, ['ops/verify.sql', 'web']);
    const questions = {sql: {file: 'ops/verify.sql', said: []}};
    assert.deepEqual((await tell(questions)).failsAt, ['web']);
    assert.equal(verdict(), 'failed');
    await tell({...questions, ...WEB});
    assert.equal(verdict(), 'proven');
  });

  it('takes what it fails at to the last word, also where that has tried more', async () => {
    const {tell, found} = proofs();
    const questions = {sql: {file: 'ops/verify.sql', said: []}};
    await tell({...ILL, ...questions});
    await tell({...ILL, services: {healthy: []}, failsAt: ['how much it holds']});
    assert.deepEqual((await found()).evidence.failsAt, ['how much it holds', 'web']);
  });

  it('clears that there is much less of it where that was compared, or is meant', async () => {
    for (const amounts of ['compared', 'accepted'] as const) {
      const {tell, verdict} = proofs();
      await tell({
        verdict: 'failed',
        differences: ['much less'],
        failsAt: ['how much it holds'],
        amounts: 'compared',
      });
      await tell(FULL);
      assert.equal(verdict(), 'failed');
      await tell({amounts});
      assert.equal(verdict(), 'proven');
    }
  });

  it('takes no place of one whose last moment is lost, unless it has looked for that', async () => {
    const {tell, found} = proofs();
    const moment = {service: 'db', restoreMs: 0, databases: [], differences: ['WAL is missing']};
    await tell({pointInTime: [moment], by: 'lost'});
    await tell({by: 'less'}, true);
    assert.equal((await found()).evidence.by, 'lost');
    await tell({pointInTime: [{...moment, differences: []}], by: 'back'});
    assert.equal((await found()).evidence.by, 'back');
  });
});

describe('proofs of one backup on two machines at once', () => {
  for (const isFirst of [true, false])
    it(`are both kept, ${isFirst ? 'the first' : 'later ones'}`, async () => {
      const {store, tell, found, verdict} = proofs();
      if (!isFirst) await tell({by: 'before'});
      const {readTagged} = store;
      let isMet = false;
      store.readTagged = async key => {
        const read = await readTagged(key);
        if (!isMet) {
          isMet = true;
          await tell({by: 'other'});
        }
        return read;
      };
      await tell({by: 'one'});
      const {evidence, others = []} = await found();
      const told = [evidence, ...others].map(({by}) => by);
      assert.deepEqual(told.toSorted(), [...(isFirst ? [] : ['before']), 'one', 'other'].toSorted());
      assert.equal(verdict(), 'proven');
    });

  it('are both kept where they ended in the same second', async () => {
    const {tell, found} = proofs();
    const checkedAt = '2026-11-20T00:00:00.000Z';
    for (const by of ['one', 'two', 'three']) await tell({by, checkedAt});
    const {evidence, others = []} = await found();
    assert.deepEqual([evidence, ...others].map(({by}) => by).toSorted(), ['one', 'three', 'two']);
  });

  it('end with what the bucket refuses', async () => {
    const {store, tell} = proofs();
    await tell({by: 'before'});
    store.replace = async key => {
      throw new UserError('BACKUP_EXISTS', `${key} is another one.`);
    };
    await assert.rejects(tell({by: 'one'}), {code: 'BACKUP_EXISTS'});
    assert.ok(store.objects.has(`${KEY}.proven.json`));
  });
});
