import assert from 'node:assert/strict';
import {checkedFacts} from '../../../ts-helpers/src/seam/factsSchema.ts';
import type {Facts} from '../../../ts-helpers/src/seam/facts.ts';
import {ADA, changes, commit, failed, jenkins, NOW, plan, result} from '../support/builds.ts';

const whole: Facts = {
  jenkins: jenkins({changeId: null, triggers: ['Started by timer']}),
  scm: {GIT_COMMIT: 'a', GIT_BRANCH: null},
  options: {name: 'shop', deep: [{a: 1}]},
  log: ['a line'],
  plan: {...plan, changes: changes([commit('1', ADA)])},
  results: [result(), failed({evidence: {services: [{service: 'web', state: 'running'}], failedTests: []}})],
  mishaps: [{stage: 'Test', during: 'node', exception: 'gone'}],
  memory: {version: 1, branch: 'develop', builds: []},
};

describe('the facts of a build', () => {
  it('are taken as they are where they have their shape, with what newer libraries add', () => {
    const newer = {...whole, added: 1, jenkins: {...whole.jenkins, added: [1]}};
    assert.deepEqual(checkedFacts(newer), newer);
    assert.deepEqual(checkedFacts({}), {});
  });

  it('may have nothing for what there is not', () => {
    assert.deepEqual(
      Object.keys(checkedFacts({...whole, plan: null, log: null})).sort(),
      Object.keys(whole)
        .filter(key => key !== 'plan' && key !== 'log')
        .sort(),
    );
  });

  for (const [what, given] of Object.entries<unknown>({
    'a list': [],
    nothing: null,
    'a text': 'x',
    'a number for Jenkins': {jenkins: 5},
    'Jenkins without a job': {jenkins: {buildNumber: 1}},
    'a build number in words': {jenkins: {...jenkins(), buildNumber: '7'}},
    'triggers that are none': {jenkins: {...jenkins(), triggers: 'timer'}},
    'a source that is a list': {scm: []},
    'a source with numbers': {scm: {GIT_COMMIT: 5}},
    'options that are a list': {options: []},
    'a log that is a text': {log: 'x'},
    'results that are a map': {results: {}},
    'results that are nothing': {results: [null]},
    'a result without a stage': {results: [{outcome: 'passed'}]},
    'a result of another outcome': {results: [{...result(), outcome: 'nice'}]},
    'a result of no time': {results: [{...result(), startedAt: 'yesterday'}]},
    'an error without evidence': {
      results: [{...failed(), error: {code: 'X', message: 'm', remedy: 'r', exitCode: 1}}],
    },
    'evidence of another shape': {results: [failed({evidence: {services: 'web'} as never})]},
    'a log of another shape': {results: [failed({evidence: {log: {source: 'web', lines: 'x'}} as never})]},
    'evidence of another shape in what only results have': {
      results: [failed({evidence: {behind: 5} as never})],
    },
    'tests that are no counts': {results: [{...result(), tests: true}]},
    'mishaps of nowhere': {mishaps: [{stage: 'Test', during: 'sleep', exception: 'x'}]},
    'a plan without a build': {plan: {groups: []}},
    'a plan without groups': {plan: {...plan, groups: 5}},
    'changes of another shape': {plan: {...plan, changes: {commits: [{}]}}},
  })) {
    it(`are refused where they are ${what}, with the place of it`, () => {
      assert.throws(() => checkedFacts(given), /^Error: (?:it is no object|[\w.]+: .+)$/);
    });
  }

  it('go without what an earlier build left where that has another shape', () => {
    for (const memory of [
      5,
      [],
      {},
      {...whole.memory, builds: 5},
      {...whole.memory, builds: [{}]},
      {...whole.memory, green: {at: NOW}},
      {...whole.memory, breakage: {since: NOW}},
    ])
      assert.equal(checkedFacts({...whole, memory}).memory, undefined, JSON.stringify(memory));
  });
});
