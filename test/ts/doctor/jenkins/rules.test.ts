import assert from 'node:assert/strict';
import {findAll} from '../../../../ts-helpers/src/doctor/plan/diagnose.ts';
import {JENKINS_RULES} from '../../../../ts-helpers/src/doctor/plan/jenkinsRules.ts';
import {subjectRules} from '../../support/subjectRules.ts';

describe('the rules of countable doctor jenkins', () => {
  subjectRules({subject: 'jenkins', rules: JENKINS_RULES});

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
