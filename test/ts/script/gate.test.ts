import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {globSync} from 'tinyglobby';
import {junitCounts, mochaCounts} from '../../../script/gate/counts.ts';
import {chosen, sideBySide, suites} from '../../../script/gate/suites.ts';
import {reasonsToSkip} from '../../../script/gate/skipped.ts';
import {checked, judged, lateness, summary} from '../../../script/gate/verdict.ts';

describe('the gate', () => {
  const green = {passed: 3, failed: 0, failures: [], skipped: []};

  describe('judging a suite', () => {
    it('takes the counts of a suite that went well as they are', () => {
      assert.deepEqual(judged(green, 0), {counts: green});
    });

    it('fails a suite that ran no test', () => {
      assert.deepEqual(judged({passed: 0, failed: 0, failures: [], skipped: ['a']}, 0), {
        counts: {passed: 0, failed: 1, failures: [], skipped: ['a']},
        note: 'ran no test',
      });
    });

    it('fails a suite that left no results, whatever its exit code says', () => {
      assert.deepEqual(judged(undefined, 0), {
        counts: {passed: 0, failed: 1, failures: [], skipped: []},
        note: 'left no results (exit code 0)',
      });
    });

    it('fails a suite whose tests passed but whose exit code is not 0, as when coverage sinks', () => {
      assert.equal(judged(green, 1).counts.failed, 1);
    });

    it('does not count a failure twice', () => {
      assert.equal(judged({...green, failed: 2}, 2).counts.failed, 2);
    });
  });

  it('ends with the sum over all suites, and names what failed and what was skipped', () => {
    const outcomes = [
      {suite: 'lint', ...checked(0), seconds: 1},
      {
        suite: 'unit',
        counts: {passed: 3, failed: 1, failures: ['adds: no'], skipped: ['tells the time']},
        seconds: 2.25,
      },
    ];
    const lines = summary(outcomes, {seconds: 2.5}).split('\n');
    assert.equal(lines.at(-1), '4 passed, 1 failed');
    assert.equal(lines.at(-2), 'skipped: tells the time');
    assert.equal(lines.at(-3), 'failed: adds: no');
    assert.match(lines.at(-4) ?? '', /^✗ total +4 passed +1 failed +1 skipped +2\.5 s$/);
  });

  it('says why tests were skipped and how to have them, where any were', () => {
    const reasons = reasonsToSkip({
      missingDocuments: ['slack.json'],
      isRoot: false,
      hasSops: false,
      hasSwarm: false,
    });
    assert.match(
      reasons.join('\n'),
      /\(slack\.json\): script\/specs fetches them[^]*need sops[^]*of a swarm[^]*as root/,
    );
    assert.deepEqual(reasonsToSkip({missingDocuments: [], isRoot: true, hasSops: true, hasSwarm: true}), []);
    const outcome = {suite: 'e2e', seconds: 1, counts: {...green, passed: 1, skipped: ['tells Slack']}};
    assert.deepEqual(summary([outcome], {seconds: 1, reasons}).split('\n').slice(-6), [
      'skipped: tells Slack',
      ...reasons,
      '1 passed, 0 failed',
    ]);
    assert.ok(!summary([{...outcome, counts: green}], {seconds: 1, reasons}).includes('slack.json'));
  });

  it('says of a suite that was ended what was running', () => {
    assert.equal(
      lateness(60, ['a test', 'another']),
      'did not end within 60 min and was ended; running was: a test; another',
    );
    assert.match(lateness(60, []), /was ended; no test was running$/);
  });

  it('runs every file of end-to-end tests once, the longest first', () => {
    const text = readFileSync('.mocharc.e2e.json', 'utf8').replaceAll(/^ *\/\/.*$/gm, '');
    const {spec} = JSON.parse(text) as {spec: string[]};
    const files = spec.map(glob => globSync(glob, {expandDirectories: false}));
    const named = spec.slice(0, -1).flatMap(glob => glob.split('|'));
    assert.equal(files.slice(0, -1).flat().length, named.length, 'each of those that are named is there');
    const all = readdirSync('test/e2e').filter(name => name.endsWith('.test.ts'));
    assert.deepEqual(
      files
        .flat()
        .map(file => path.basename(file))
        .sort(),
      all.sort(),
    );
  });

  describe('choosing suites', () => {
    it('takes all without a name', () => {
      assert.equal(chosen([]), suites);
    });

    it('takes one by its name and several by their kind', () => {
      assert.deepEqual(
        chosen(['unit', 'groovy']).map(({name}) => name),
        ['unit', 'outside', 'codenarc', 'groovy-unit'],
      );
    });

    it('refuses an unknown name and lists the known ones', () => {
      assert.throws(() => chosen(['units']), /no suite units\. There are: .*unit/);
    });
  });

  describe('running suites at the same time', () => {
    const names = (...asked: string[]) =>
      sideBySide(chosen(asked)).map(({first, beside}) => [first, ...beside].map(({name}) => name).join(' '));

    it('goes by what they say, and has every one run once', () => {
      assert.deepEqual(names('unit', 'groovy', 'e2e'), [
        'unit',
        'outside codenarc groovy-unit',
        'e2e groovy-e2e',
      ]);
      assert.deepEqual(
        sideBySide(suites).flatMap(({first, beside}) => [first, ...beside]),
        suites,
      );
    });

    it('has those run one after another that are not beside each other', () => {
      assert.deepEqual(names('groovy', 'groovy-e2e'), ['codenarc', 'groovy-unit', 'groovy-e2e']);
      assert.deepEqual(names('lint', 'arrows'), ['lint', 'arrows']);
    });
  });

  describe('reading results', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'gate-'));
    });
    afterEach(() => {
      rmSync(folder, {recursive: true});
    });

    it("adds up Gradle's files", () => {
      writeFileSync(
        path.join(folder, 'TEST-a.xml'),
        `<?xml version="1.0"?><testsuite name="a"><properties/>
        <testcase name="one" classname="a"/>
        <testcase name="two" classname="a"><failure message="&#10;no &lt; yes&#10;more">at x</failure></testcase></testsuite>`,
      );
      writeFileSync(
        path.join(folder, 'TEST-b.xml'),
        `<?xml version="1.0"?><testsuite name="b"><testcase name="three" classname="b"><skipped/></testcase></testsuite>`,
      );
      assert.deepEqual(junitCounts(folder), {
        passed: 1,
        failed: 1,
        failures: ['a two: no < yes'],
        skipped: ['b three'],
      });
    });

    it('knows that a run left nothing', () => {
      assert.equal(junitCounts(path.join(folder, 'absent')), undefined);
      assert.equal(mochaCounts(path.join(folder, 'absent.json')), undefined);
    });
  });
});
