import assert from 'node:assert/strict';
import {CODES_OF_BACKUPS} from '../../../ts-helpers/src/errors/catalogue.ts';
import {isOthers} from '../../../ts-helpers/src/blame/whose.ts';
import type {Facts} from '../../../ts-helpers/src/seam/facts.ts';
import {headlineOf, lineOfBuild} from '../../../ts-helpers/src/story/headline.ts';
import {backupLines} from '../../../ts-helpers/src/story/backupLine.ts';
import {plainMessage} from '../../../ts-helpers/src/story/plainMessage.ts';
import {reportPage} from '../../../ts-helpers/src/story/reportPage.ts';
import {decide} from '../../../ts-helpers/src/story/telling.ts';
import type {StageResult} from '../../../ts-helpers/src/result/result.ts';
import {stored} from '../support/backups.ts';
import {
  ADA,
  build,
  changes,
  commit,
  error,
  HEAD,
  jenkins,
  NOW,
  plan,
  result,
  story,
} from '../support/builds.ts';
import {next, open, run} from '../support/notifying.ts';

const proven = {
  bucket: 'backups',
  key: stored().key,
  verdict: 'proven' as const,
  differences: [],
  restoreMs: 65_000,
  answeredMs: 90_000,
  durationMs: 120_000,
};
const done = (more: Partial<StageResult> = {}): StageResult =>
  result({stage: 'Back up', durationMs: 190_000, backup: stored(), proof: proven, ...more});
const unproven = done({
  outcome: 'failed',
  proof: {
    ...proven,
    verdict: 'failed',
    differences: ['table orders: 12 rows, and 13 in the manifest', 'b'],
  },
  error: error({code: 'PROOF_FAILED', message: 'It is not what was backed up.', exitCode: 10}),
});
const brought = changes([commit(HEAD, ADA)]);
const night = (results: StageResult[], more: Partial<Facts> = {}): Facts => ({
  plan: {...plan, byTimer: true, changes: brought},
  results,
  jenkins: jenkins(),
  ...more,
});

describe('what a backup came to, in a line', () => {
  it('is where it lies, how large it is, how long it took, and whether it is proven', () => {
    const line = (...stages: StageResult[]) => backupLines(stages).join();
    const key = 'backups/shop/2026-11-27.tar.zst';
    assert.equal(line(done()), `${key}: 1.4 GB, in 3 min 10 s, proven`);
    assert.match(line(unproven), /, not proven: table orders: 12 rows, and 13 in the manifest, and 1 more$/);
    const {proof: _none, ...alone} = done();
    assert.match(line(alone), /, not proven yet$/);
    assert.match(line({...alone, proof: {...proven, verdict: 'failed'}}), /, not proven$/);
    const prove = result({stage: 'Prove', proof: proven});
    assert.equal(line(alone, prove), `${key}: 1.4 GB, in 3 min 10 s, proven`, 'by a stage of its own');
    assert.equal(line(prove), `${key}: proven, in 2 min`);
    assert.equal(line(result()), '');
  });

  it('stands in messages and in the report', () => {
    const [line = ''] = backupLines([unproven]);
    const told = story(night([unproven]));
    const telling = decide(night([unproven]), told);
    assert.ok(telling && plainMessage(telling).includes(line));
    const page = reportPage(told, NOW);
    for (const text of [
      's3://backups/backups/shop/2026-11-27.tar.zst',
      '1.4 GB, in 3 min 10 s',
      '✗ table orders: 12 rows, and 13 in the manifest',
      'Encrypted to 2 keys',
      'Restored in 1 min 5 s, and the project answered on it after 1 min 30 s',
      'countable backup',
    ])
      assert.ok(page.includes(text), text);
    assert.match(reportPage(story(night([done({backup: stored({recipients: 0})})])), NOW), /Not encrypted/);
  });
});

describe('a build that only backed up', () => {
  it('is told to nobody where it is green, and is known in lists of builds', () => {
    const facts = night([done()]);
    assert.equal(decide(facts, story(facts)), undefined);
    assert.equal(lineOfBuild(undefined, story(facts)), '✓ shop: backed up, 1.4 GB, in 3 min 10 s, proven');
    assert.equal(lineOfBuild(undefined, story(build([result()]))), undefined);
    assert.match(reportPage(story(facts), NOW), /<h1 class="green">✓ Backed up\.<\/h1>/);
  });

  it('is told to nobody where it was slower than others were', () => {
    const slow = {...story(night([done()])), slow: [{stage: 'Back up', seconds: 900, median: 100}]};
    assert.equal(decide(night([done()]), slow), undefined);
    assert.equal(decide(build([result()]), {...slow, isBackup: false})?.kind, 'noticed');
  });

  it('is nobody’s commit, whatever failed', () => {
    for (const code of [...CODES_OF_BACKUPS, 'ADDRESS_SILENT', 'BUILD_FAILED']) {
      const failure = done({outcome: 'failed', error: error({code, message: 'Bad.'})});
      const {blame} = story(night([failure]));
      assert.deepEqual(blame, {people: [], machine: true}, code);
    }
    assert.deepEqual(story(night([done()])).blame, {people: []});
    for (const code of CODES_OF_BACKUPS) assert.ok(isOthers(error({code})), code);
  });

  it('knows what it is where it has no plan, by what began it', () => {
    const {plan: _none, ...unplanned} = night([unproven]);
    const timer = {startedMs: 0, offsetMinutes: 0};
    assert.equal(story({...unplanned, jenkins: jenkins({timer})}).isBackup, true);
    assert.equal(story({...unplanned, jenkins: jenkins({timer: {...timer, otherDueMs: 0}})}).isBackup, false);
    assert.equal(story(unplanned).isBackup, false);
  });
});

describe('backups and commits of a branch', () => {
  const tested = build([result({outcome: 'failed', error: error()})], {changes: brought});

  it('do not turn each other green, and each has its thread, which turns green by its own kind', async () => {
    const slack = open();
    const first = await run(tested, {slack});
    const second = await run(next(night([unproven]), first), {slack});
    assert.equal(second.outcome.told, 'failed');
    assert.equal(slack.posts.length, 2, 'a message of its own');
    const third = await run(next(night([unproven]), second), {slack});
    assert.equal(third.memory.breakage?.builds, 1, 'that of the commits');
    assert.equal(third.memory.beside?.breakage?.builds, 2, 'that of the backups');
    const fixed = await run(next(night([done()]), third), {slack});
    assert.equal(fixed.outcome.told, 'fixed');
    assert.match(fixed.outcome.headline ?? '', /^✓ shop, branch develop: backed up again after /);
    assert.equal(fixed.memory.beside?.breakage, undefined);
    assert.equal(fixed.memory.breakage?.builds, 1);
    assert.equal(fixed.memory.breakage.failures[0]?.code, 'TESTS_FAILED');
    const green = await run(next(build([result()], {changes: brought}), fixed), {slack});
    assert.match(green.outcome.headline ?? '', /: green again after /);
    assert.equal(green.memory.breakage, undefined);
    assert.equal(green.memory.beside?.builds.length, 3);
  });

  it('are marked as two in Slack, which is asked where the report is gone', async () => {
    const slack = open();
    await run(night([unproven]), {slack});
    const marks = slack.posts.map(({mark}) => mark?.branch);
    assert.deepEqual(marks, ['develop, backup']);
    const lost = {...night([done()]), jenkins: jenkins({previousResult: 'FAILURE'})};
    const fixed = await run(lost, {slack});
    assert.equal(fixed.outcome.told, 'fixed');
    assert.deepEqual(slack.posts.filter(({thread}) => thread !== undefined).length > 0, true);
  });

  it('are told apart in the headline by the stage that failed', () => {
    const facts = night([unproven]);
    const telling = decide(facts, story(facts));
    assert.equal(
      telling && headlineOf(telling),
      '✗ shop develop: It is not what was backed up (the machine, no commit): Back up failed',
    );
  });
});
