import assert from 'node:assert/strict';
import {reportPage} from '../../../ts-helpers/src/story/reportPage.ts';
import type {Story} from '../../../ts-helpers/src/story/story.ts';
import {reproduction} from '../../../ts-helpers/src/story/report/reproduction.ts';
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
} from '../support/builds.ts';

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

  it('shows a machine once, however many stages failed on it', () => {
    const host = {
      name: 'agent-1',
      disk: {path: '/', free: 1, total: 1},
      memory: {free: 1, total: 1},
      load: [1, 1, 1] as [number, number, number],
      processors: 1,
    };
    const on = (name: string, stage: string) => ({
      ...failed({code: 'LOCK_HELD', message: `${stage} is held.`, evidence: {host: {...host, name}}}),
      stage,
    });
    const text = page(
      build([on('agent-1', 'Test'), on('agent-1', 'Deploy to staging'), on('agent-2', 'Deploy')]),
    );
    assert.deepEqual(
      [...text.matchAll(/<h3>Host ([^<]*)<\/h3>/g)].map(([, name]) => name),
      ['agent-1', 'agent-2'],
    );
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
    for (const [message, shown] of [
      ['3 != 4', '3 != 4.'],
      ['Really?', 'Really?'],
      ['waiting…', 'waiting…'],
    ] as const) {
      const quoting = build([failed({message}), {...failed(), stage: 'Deploy to staging'}]);
      assert.equal(of(quoting), `✗ Test failed: ${shown} So did Deploy to staging.`);
    }
    const tests = {total: 3, failed: 1, skipped: 0};
    assert.match(of(build([result({tests})])) ?? '', /^⚠ Test is unstable: 1 of 3 tests failed/);
    assert.match(of({plan}) ?? '', /^↷ Nothing was done/);
    const [, fixed] = stories([build([failed()]), build([result()])]);
    assert.equal(sentence(reportPage(fixed!, NOW)), '✓ Green again after 1 h.');
  });

  it('says its number, when it began, and how long it took', () => {
    const text = page(build([failed()]));
    assert.match(text, /Build #7, begun 2026-11-24 11:59 UTC, took 1 min</);
    const {jenkins, ...laptop} = build([failed()]);
    assert.match(page(laptop), />begun 2026-11-24 11:59 UTC, took 1 min</);
    const startedMs = Date.parse(NOW) - 600_000;
    const waited = build([failed()], {jenkins: {...jenkins!, startedMs}});
    assert.match(page(waited), /begun 2026-11-24 11:50 UTC, took 10 min</);
  });

  it('shows each piece of evidence once, beside the line that shows the cause', () => {
    const line = 'ReferenceError: total is not defined';
    const lines = ['starting', line];
    const log = {total: 2, lines: lines.map((text, index) => ({number: index + 1, text: `[web] ${text}`}))};
    const evidence = {
      log: {source: 'web', lines},
      services: [{service: 'web', state: 'exited', log: lines}],
    };
    const times = (text: string) => text.split('starting').length - 1;
    assert.equal(times(page(build([failed({evidence})]))), 1);
    assert.equal(times(page(build([{...failed({evidence}), log}]))), 1);
    const other = {...evidence, services: [{service: 'db', state: 'exited', log: ['FATAL: no']}]};
    assert.match(page(build([failed({evidence: other})])), /FATAL: no/);
  });

  it('says who it was in the words of the message: the machine, or who let a bot’s commit in', () => {
    const who = (blame: Story['blame']) =>
      /<h2>Who<\/h2>([^]*?)<\/section>/
        .exec(reportPage({...story(build([failed()])), blame}, NOW))?.[1]
        ?.replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim();
    assert.equal(
      who({people: [], machine: true}),
      'No commit did this: it is the trouble of the machine, or of what it talks to.',
    );
    const touched = {file: 'package.json', commit: HEAD, line: 3, why: 'changed line 3, where it failed'};
    assert.equal(
      who({people: [{...ADA, commits: 0, mergedOf: ['dependabot[bot]'], touched}]}),
      'Ada &lt;ada@example.org&gt;, merged what dependabot[bot] wrote; likely: touched package.json:3 in aaaaaaa (changed line 3, where it failed)',
    );
  });

  it('labels the bars of its timeline', () => {
    const stages = [failed(), result({stage: 'Deploy to staging', durationMs: 61_000})];
    const text = page(build(stages)).replace(/\s+/g, ' ');
    assert.match(text, /<text[^>]*> Test, 1 s <\/text> <rect/);
    assert.match(text, /<text[^>]*> Deploy to staging, 1 min 1 s <\/text> <rect/);
  });

  it('shows what the likely culprit changed', () => {
    const told = story(build([failed()]));
    const diff = ['-total = 1', '+totl = 1'];
    const touched = {file: 'shop/cart.py', commit: HEAD, line: 12, diff};
    const text = reportPage({...told, blame: {people: [{...ADA, commits: 1, touched}]}}, NOW);
    assert.match(text, /<code>shop\/cart\.py:12<\/code> in\s+<code>aaaaaaa<\/code>/);
    assert.match(text, /<del>-total = 1<\/del>\s*<ins>\+totl = 1<\/ins>/);
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
