import assert from 'node:assert/strict';
import type {Facts} from '../../../ts-helpers/src/domain/facts.ts';
import type {PipelinePlan} from '../../../ts-helpers/src/domain/pipeline.ts';
import type {StageResult} from '../../../ts-helpers/src/domain/result.ts';
import {decide} from '../../../ts-helpers/src/domain/telling.ts';

const result = (more: Partial<StageResult> = {}): StageResult => ({
  stage: 'Test',
  outcome: 'passed',
  startedAt: '2026-11-23T12:00:00.000Z',
  durationMs: 1,
  ...more,
});

const failed = (code = 'TESTS_FAILED'): StageResult =>
  result({outcome: 'failed', error: {code, message: 'Bad.', remedy: 'Mend.', exitCode: 5, evidence: {}}});

const plan: PipelinePlan = {
  build: {project: 'shop', branch: 'develop', commit: 'a'.repeat(40), subject: 'Sell'},
  groups: [],
  notify: {agents: [], credentials: []},
  slack: {},
};

const jenkins = (previousResult: string | null) => ({
  jobName: 'team/shop/develop',
  buildNumber: 7,
  buildUrl: 'https://ci.example.org/7/',
  branchName: 'develop',
  previousResult,
});

const kind = (facts: Facts) => decide({plan, ...facts})?.kind;

describe('whether to tell', () => {
  it('a failure is told, of every build', () => {
    assert.equal(kind({results: [failed()], jenkins: jenkins('SUCCESS')}), 'failed');
    assert.equal(kind({results: [failed()], jenkins: jenkins('FAILURE')}), 'failed');
    assert.equal(kind({results: [failed()]}), 'failed');
  });

  it('the end of a failure is told once', () => {
    assert.equal(kind({results: [result()], jenkins: jenkins('FAILURE')}), 'fixed');
    assert.equal(kind({results: [result()], jenkins: jenkins('UNSTABLE')}), 'fixed');
    assert.equal(kind({results: [result()], jenkins: jenkins('SUCCESS')}), undefined);
    assert.equal(kind({results: [result()], jenkins: jenkins(null)}), undefined);
  });

  it('a build that was stopped or overtaken says nothing, and mends nothing', () => {
    const stopped = {
      stage: 'Test',
      during: 'step' as const,
      exception: 'org.jenkinsci.plugins.workflow.steps.FlowInterruptedException',
    };
    assert.equal(kind({mishaps: [stopped], jenkins: jenkins('FAILURE')}), undefined);
    assert.equal(kind({results: [result()], mishaps: [stopped], jenkins: jenkins('FAILURE')}), undefined);
    assert.equal(kind({results: [failed('INTERRUPTED')], jenkins: jenkins('FAILURE')}), undefined);
    assert.equal(kind({results: [result({outcome: 'superseded'})], jenkins: jenkins('FAILURE')}), undefined);
  });

  it('a build that did nothing mends nothing', () => {
    assert.equal(kind({results: [], jenkins: jenkins('FAILURE')}), undefined);
  });

  it('a stage without a result is told by what Jenkins saw', () => {
    const told = decide({plan, mishaps: [{stage: 'Test', during: 'checkout', exception: 'no'}]});
    assert.deepEqual(
      told?.failures.map(({stage, error}) => [stage, error.code]),
      [['Test', 'CHECKOUT_FAILED']],
    );
  });
});

describe('what is told', () => {
  it('goes to the channel of the project, else to that of the organisation', () => {
    const channels = (slack: PipelinePlan['slack'], given?: string) =>
      decide({plan: {...plan, slack}, results: [failed()]}, given)?.channels;
    assert.deepEqual(channels({}), ['#shop']);
    assert.deepEqual(channels({defaultChannel: '#agency'}), ['#shop', '#agency']);
    assert.deepEqual(channels({channel: '#web', defaultChannel: '#agency'}), ['#web', '#agency']);
    assert.deepEqual(channels({channel: '#agency', defaultChannel: '#agency'}), ['#agency']);
    assert.deepEqual(channels({}, '#agency'), ['#shop', '#agency']);
  });

  it('is of the project also where planning failed', () => {
    const facts = {
      results: [failed('NOT_A_PROJECT')],
      scm: {GIT_COMMIT: 'b'.repeat(40)},
      options: {slack: {channel: '#given'}},
    };
    const told = decide({...facts, jenkins: jenkins(null)});
    assert.deepEqual(
      [told?.project, told?.branch, told?.commit, told?.channels],
      ['shop', 'develop', 'b'.repeat(12), ['#given']],
    );
    const classic = decide({...facts, jenkins: {jobName: 'shop-stage', buildNumber: 1}});
    assert.deepEqual([classic?.project, classic?.branch], ['shop', 'an unknown branch']);
  });

  it('links to the build, its log and the sites', () => {
    const results = [failed(), result({urls: ['https://shop.example.org/']})];
    assert.deepEqual(decide({plan, results, jenkins: jenkins(null)})?.links, [
      {title: 'Build #7', url: 'https://ci.example.org/7/'},
      {title: 'Log', url: 'https://ci.example.org/7/console'},
      {title: 'https://shop.example.org/', url: 'https://shop.example.org/'},
    ]);
    assert.deepEqual(decide({plan, results: [failed()]})?.links, []);
  });
});
