import assert from 'node:assert/strict';
import {headlineOf, lineOfBuild, SEEN_AT_A_GLANCE} from '../../../ts-helpers/src/story/headline.ts';
import type {Facts} from '../../../ts-helpers/src/seam/facts.ts';
import type {ErrorReport, StageResult} from '../../../ts-helpers/src/result/result.ts';
import {ADA, build, changes, commit, failed, GRACE, plan, result, story} from '../support/builds.ts';
import {last, telling} from '../support/messages.ts';

const glance = (facts: Facts): string => headlineOf(telling(facts)).slice(0, SEEN_AT_A_GLANCE);
const by = (...people: {name: string; email: string}[]) =>
  changes(people.map((person, index) => commit(String(index).repeat(7), person)));
const of = (project: string, branch: string): Facts => ({
  plan: {...plan, build: {...plan.build, project, branch}},
});

describe('the line that lists of builds show', () => {
  const preview = result({stage: 'Preview', urls: ['http://agent-2:32768/']});
  const line = (results: StageResult[], headline?: string) => lineOfBuild(headline, story(build(results)));

  it('is the headline, and nothing where there is none', () => {
    assert.equal(line([result()], '✗ shop develop: failed'), '✗ shop develop: failed');
    assert.equal(line([result()]), undefined);
  });

  it('says of a preview where it is, whatever else there is to say', () => {
    assert.equal(line([preview]), '✓ shop, branch develop http://agent-2:32768/');
    assert.equal(line([preview], '✓ shop: green again'), '✓ shop: green again http://agent-2:32768/');
  });

  it('says nothing of a preview that did not come up', () => {
    const {error: _, ...down} = {...failed(), stage: 'Preview'};
    assert.equal(line([down], '✗ failed'), '✗ failed');
  });
});

describe('what is seen of a breakage at a glance', () => {
  const CAUSE = 'The shop does not open on Sundays';
  const causes: [string, Partial<ErrorReport>, string][] = [
    ['what the stage said', {message: `${CAUSE}.`}, CAUSE],
    [
      'the root cause that a rule knows',
      {evidence: {log: {source: 'web', lines: ['psql: FATAL:  the database system is starting up']}}},
      'The database did not accept connections when it was asked',
    ],
    [
      'the first test that failed, by what it says',
      {evidence: {failedTests: [{name: 'cart.tests.adds', message: 'AssertionError: 3 != 4\n  at x'}]}},
      'AssertionError: 3 != 4, in cart.tests.adds',
    ],
    [
      'the name of a test that says nothing',
      {evidence: {failedTests: [{name: 'cart › adds up', message: ''}]}},
      'cart › adds up',
    ],
    ['a message that ends with dots, as it is', {message: 'Waiting for db...'}, 'Waiting for db...'],
  ];
  for (const [what, error, shown] of causes)
    it(`is ${what}, and the person`, () => {
      const seen = glance(build([failed(error)], {changes: by(ADA)}));
      assert.ok(seen.startsWith('✗ shop develop: '), seen);
      assert.ok(seen.includes(`${shown} (Ada)`), seen);
    });

  it('is what a later stage knows of the cause, where the first only shows that it failed', () => {
    const silent = failed({code: 'NO_ANSWER', message: 'http://127.0.0.1/ answered HTTP 500.'});
    const known = failed({
      evidence: {log: {source: 'test', lines: ['django.template.exceptions.TemplateDoesNotExist: a.html']}},
    });
    const seen = glance(build([{...silent, stage: 'Deploy to staging'}, known], {changes: by(ADA)}));
    assert.ok(seen.startsWith('✗ shop develop: There is no template a.html (Ada): Deploy'), seen);
  });

  it('is the cause, or its beginning, and the person, however long the names', () => {
    const long = 'x'.repeat(300);
    const names: [string, string, string][] = [
      [long, long, long],
      ['shop', `feature/${long}`, 'Maximiliane von Hohenstein-Uckermark'],
      [long, 'main', 'Ada Lovelace'],
      ['a', 'b', long],
      ['intranet-of-the-agency', 'dependabot/npm_and_yarn/vite-5.4.2', '夏目漱石'],
    ];
    for (const [project, branch, name] of names) {
      const who = by({name, email: 'ada@example.org'});
      const seen = glance({
        ...build([failed({message: CAUSE})]),
        plan: {...of(project, branch).plan!, changes: who},
      });
      assert.ok(seen.includes(CAUSE.slice(0, 25)), seen);
      assert.ok(seen.includes(`(${name.slice(0, 20)}`), seen);
    }
  });

  it('names the likely culprit alone, and counts where nobody is likelier than the others', () => {
    const failedTests = [{name: 'adds', message: '', file: 'shop/tests.py'}];
    const likely = changes([commit('1', ADA), commit('2', GRACE, {files: ['shop/tests.py']})]);
    assert.match(glance(build([failed({evidence: {failedTests}})], {changes: likely})), /\(Grace\)/);
    assert.match(glance(build([failed()], {changes: by(ADA, GRACE)})), /Bad \(2 people\)/);
    const many = Array.from({length: 7}, (_, index) => ({name: `Person ${index}`, email: `${index}@x.org`}));
    assert.match(glance(build([failed()], {changes: by(...many)})), /\(7 people\)/);
  });

  it('says that there is no new commit where nobody is blamed', () => {
    assert.match(
      glance(build([failed()], {changes: changes([], {isNew: false})})),
      /: Bad \(no new commit\)/,
    );
  });

  it('is the machine where no commit did it', () => {
    const told = telling(build([failed({message: 'All predefined address pools have been used up'})]));
    assert.equal(
      headlineOf({...told, story: {...told.story, blame: {people: [], machine: true}}}),
      '✗ shop develop: All predefined address pools have been used up (the machine, no commit): Test failed',
    );
  });

  it('says that it goes on, and which stages failed or run still, behind that', () => {
    assert.equal(
      headlineOf(last(build([failed()]), build([failed({code: 'X'}), failed()]))),
      '✗ shop develop still red: Bad (Ada): Test and Test failed',
    );
    assert.equal(
      headlineOf(telling(build([failed()], {running: ['Deploy to staging']}))),
      '✗ shop develop: Bad (Ada): Test failed; still running: Deploy to staging',
    );
  });

  it('is one line, and no half letter', () => {
    const family = '👩‍👩‍👧‍👦';
    const seen = headlineOf(telling(build([failed({message: `a\n${family.repeat(40)}`})])));
    assert.doesNotMatch(seen, /\n/);
    assert.match(seen, new RegExp(`a (${family})+… \\(Ada\\)`, 'u'));
  });

  it('of an unstable build says so', () => {
    const tests = {total: 3, failed: 1, skipped: 0};
    const failedTests = [{name: 'adds', message: 'no'}];
    assert.equal(
      headlineOf(telling(build([result({tests, failedTests})]))),
      '⚠ shop develop unstable: no, in adds (Ada): Test failed',
    );
  });
});
