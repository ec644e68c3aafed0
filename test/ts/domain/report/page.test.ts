import assert from 'node:assert/strict';
import {reportPage} from '../../../../ts-helpers/src/domain/report/page.ts';
import {reproduction} from '../../../../ts-helpers/src/domain/report/reproduction.ts';
import {
  ADA,
  build,
  changes,
  commit,
  failed,
  HEAD,
  NOW,
  plan,
  result,
  stories,
  story,
} from '../../support/builds.ts';

const page = (...told: Parameters<typeof story>): string => reportPage(story(...told), NOW);

describe('the page of a build', () => {
  it('keeps everything that comes from outside text, whatever it is', () => {
    const evil = '<script>alert(1)</script>"\'><img src=x onerror=1>\u202E\u0000';
    const person = {name: evil, email: evil};
    const text = page(
      build(
        [
          failed({
            code: 'TESTS_FAILED',
            message: evil,
            remedy: evil,
            where: evil,
            evidence: {
              failedTests: [{name: evil, message: evil, file: evil, details: evil}],
              log: {source: evil, lines: [evil]},
              services: [{service: evil, state: evil, image: evil, healthOutput: evil, log: [evil]}],
              host: {
                name: evil,
                disk: {path: evil, free: 1, total: 1},
                memory: {free: 1, total: 1},
                load: [1, 1, 1],
                processors: 1,
              },
            },
          }),
          result({
            stage: evil,
            urls: ['javascript:alert(1)'],
            warnings: [{code: evil, message: evil, remedy: evil}],
          }),
        ],
        {
          changes: changes([commit(HEAD, person, {subject: evil, files: [evil]})], {
            settings: [{file: evil, setting: evil, before: evil, after: evil}],
          }),
          plan: {...plan, build: {...plan.build, branch: evil, project: evil, subject: evil}},
        },
      ),
    );
    assert.doesNotMatch(text, /<script|<img|\u202E|href="javascript/);
    assert.ok(!text.includes('\u0000'));
    assert.doesNotMatch(text, /="[^"<>]*'[^"]*onerror/);
  });

  it('tells what went wrong beside the build', () => {
    const warnings = [{code: 'SENTRY_DRIFT', message: 'An alert was deleted.', remedy: 'Bring it back.'}];
    assert.match(
      page(build([result({warnings})])),
      /SENTRY_DRIFT<\/code>\s+An alert was deleted\.\s+Bring it back\./,
    );
  });

  it('tells in one sentence how each build ended', () => {
    const sentence = (text: string) => /<h1[^>]*>\s*([^<]*?)\s*<\/h1>/.exec(text)?.[1]?.replace(/\s+/g, ' ');
    const of = (...told: Parameters<typeof story>) => sentence(page(...told));
    assert.equal(of(build([result()])), '✓ All is green.');
    assert.equal(of(build([failed({code: 'LOCK_HELD', message: 'Held.'})])), '✗ Test failed: Held.');
    const both = build([
      failed({code: 'LOCK_HELD', message: 'Held.'}),
      {...failed(), stage: 'Deploy to staging'},
    ]);
    assert.equal(of(both), '✗ Test failed: Held. So did Deploy to staging.');
    const tests = {total: 3, failed: 1, skipped: 0};
    assert.match(of(build([result({tests})])) ?? '', /^⚠ Test is unstable: 1 of 3 tests failed/);
    assert.match(of({plan}) ?? '', /^↷ Nothing was done/);
    const [, fixed] = stories([build([failed()]), build([result()])]);
    assert.equal(sentence(reportPage(fixed!, NOW)), '✓ Green again after 1 h.');
  });

  it('names earlier builds that failed in the same way', () => {
    const red = build([failed()]);
    const last = stories([red, build([result()]), red]).at(-1)!;
    assert.match(
      reportPage(last, NOW).replace(/\s+/g, ' '),
      /It failed like this before.*build #1<\/a> 2026-11-24 12:00 UTC: Bad\./,
    );
  });

  it('gives the commands that run the same on a laptop', () => {
    const stages = [failed(), {...failed(), stage: 'Deploy to staging'}, {...failed(), stage: 'Plan'}];
    const odd = build(stages, {plan: {...plan, build: {...plan.build, branch: "it's $(odd)"}}});
    assert.equal(
      reproduction(story(odd)),
      [
        `git fetch && git checkout ${HEAD}`,
        'countable test',
        'COUNTABLE_ENV_FILE=<your .env> countable deploy stage',
        String.raw`countable pipeline --branch 'it'\''s $(odd)'`,
      ].join('\n'),
    );
  });

  it('is small, however much there is to tell', () => {
    const many = Array.from({length: 1_000}, (_, index) =>
      commit(`${index}`, ADA, {files: Array.from({length: 3}, (__, file) => `folder/${index}/${file}.ts`)}),
    );
    const lines = Array.from({length: 550}, (_, index) => ({number: index + 1, text: 'x'.repeat(500)}));
    const text = page(build([{...failed(), log: {total: 1e7, lines}}], {changes: changes(many)}));
    assert.ok(text.length < 600_000, `${text.length}`);
  });
});
