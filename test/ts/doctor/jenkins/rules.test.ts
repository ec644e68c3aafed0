import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {findAll} from '../../../../ts-helpers/src/doctor/plan/diagnose.ts';
import type {JenkinsFacts} from '../../../../ts-helpers/src/doctor/plan/jenkinsFacts.ts';
import {JENKINS_RULES} from '../../../../ts-helpers/src/doctor/plan/jenkinsRules.ts';

const FIXTURES = 'test/fixtures/doctor-jenkins';

const foundIn = (code: string, kind: 'good' | 'bad') =>
  findAll(
    JSON.parse(readFileSync(`${FIXTURES}/${code}/${kind}.json`, 'utf8')) as JenkinsFacts,
    JENKINS_RULES,
  );

describe('the rules of countable doctor jenkins', () => {
  it('are all registered, in the order of their names, each with its fixtures and its documentation', () => {
    const codes = JENKINS_RULES.map(({code}) => code);
    const files = readdirSync('ts-helpers/src/doctor/plan/jenkinsRules').map(name => name.replace('.ts', ''));
    assert.deepEqual(codes, files.sort());
    assert.deepEqual(codes, readdirSync(FIXTURES).sort());
    const page = readFileSync('docs/reference/doctor.md', 'utf8');
    for (const {code, title, why, mend} of JENKINS_RULES) {
      assert.ok(page.includes(`## ${code}`), code);
      assert.doesNotMatch(title, /\.$/, code);
      for (const text of [why, mend]) assert.match(text, /^[A-Z`][^]*\.$/, code);
    }
  });

  for (const {code} of JENKINS_RULES)
    it(`${code} is told where it is broken, alone, and not where it is kept`, () => {
      const codesIn = (kind: 'good' | 'bad') => foundIn(code, kind).map(one => one.code);
      assert.deepEqual([codesIn('bad'), codesIn('good')], [[code], []]);
    });

  it('tell an agent that somebody has taken offline as a note, and measure none that is offline', () => {
    const agent = {name: 'a', isOffline: true, isSetOffline: true, reason: 'Moved. ', clockMs: 1e6};
    const facts = {agents: [{...agent, disk: {place: '/x', bytes: 1}}], wanted: 2};
    assert.deepEqual(
      findAll(facts, JENKINS_RULES).map(({code, severity}) => [code, severity]),
      [['agent-offline', 'note']],
    );
  });

  it('say which way a clock is wrong', () => {
    const said = [75_000, -75_000].map(clockMs => {
      const agent = {name: 'a', isOffline: false, isSetOffline: false, reason: '', clockMs};
      return findAll({agents: [agent], wanted: 2}, JENKINS_RULES)[0]?.message;
    });
    assert.deepEqual(said, ['The clock of a is 75 s behind.', 'The clock of a is 75 s ahead.']);
  });
});
