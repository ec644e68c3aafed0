import assert from 'node:assert/strict';
import type {Facts} from '../../../ts-helpers/src/seam/facts.ts';
import type {Mishap} from '../../../ts-helpers/src/seam/mishap.ts';
import {judgeBuild} from '../../../ts-helpers/src/story/verdict.ts';
import {build, error, failed, result} from '../support/builds.ts';

const INTERRUPTED = 'org.jenkinsci.plugins.workflow.steps.FlowInterruptedException';
const mishap = (more: Partial<Mishap> = {}): Mishap => ({
  stage: 'Test',
  during: 'step',
  exception: 'java.io.IOException: broken pipe',
  ...more,
});
const stopped = (causes: readonly string[], more: Partial<Mishap> = {}) =>
  mishap({exception: INTERRUPTED, causes, ...more});
const judged = (facts: Facts) => {
  const {verdict, failures, stoppedBy} = judgeBuild(facts);
  return [verdict, failures.map(({stage, error: {code}}) => `${stage}: ${code}`), stoppedBy];
};

describe('the verdict on a build', () => {
  it('is green where all stages passed, and overtaken where there are none or a newer build is live', () => {
    assert.deepEqual(judged(build([result()])), ['green', [], undefined]);
    assert.deepEqual(judged({}), ['overtaken', [], undefined]);
    assert.deepEqual(judged(build([])), ['overtaken', [], undefined]);
    const superseded = result({stage: 'Deploy', outcome: 'superseded', error: error({code: 'SUPERSEDED'})});
    assert.deepEqual(judged(build([result(), superseded])), ['overtaken', [], undefined]);
  });

  it('is red by a stage that failed, and by one that could not say so itself', () => {
    assert.deepEqual(judged(build([failed()])), ['red', ['Test: TESTS_FAILED'], undefined]);
    assert.deepEqual(judged({mishaps: [mishap()]}), ['red', ['Test: NO_RESULT'], undefined]);
  });

  it('goes by the mishap of a stage, and by what every other stage said', () => {
    const facts = build([failed(), {...failed({code: 'BUILD_FAILED'}), stage: 'Deploy to staging'}], {
      mishaps: [mishap({exception: 'hudson.remoting.ChannelClosedException: gone'})],
    });
    assert.deepEqual(judged(facts), [
      'red',
      ['Deploy to staging: BUILD_FAILED', 'Test: AGENT_LOST'],
      undefined,
    ]);
  });

  it('is unstable where tests failed and their command did not, which is said with what to do', () => {
    const failedTests = [{name: 'adds', message: 'no'}];
    const tests = {total: 3, failed: 2, skipped: 0};
    const {verdict, failures} = judgeBuild(build([result({tests, failedTests})]));
    assert.equal(verdict, 'unstable');
    assert.deepEqual(failures, [
      {
        stage: 'Test',
        error: {
          code: 'TESTS_FAILED',
          message: '2 of 3 tests failed, although their command ended with exit code 0.',
          remedy:
            'Correct the code or the tests, and let the test command end with another exit code when tests fail.',
          exitCode: 5,
          evidence: {failedTests},
        },
      },
    ]);
    assert.deepEqual(judgeBuild(build([result({tests})])).failures[0]?.error.evidence, {});
    assert.deepEqual(judged(build([result({tests: {...tests, failed: 0}})])), ['green', [], undefined]);
  });
});

describe('a mishap', () => {
  const of = (facts: Facts) => judgeBuild(facts).failures[0]?.error;

  it('is told with where it happened, and with what Jenkins threw where there is no log', () => {
    const told = of({mishaps: [mishap()]});
    assert.equal(told?.where, 'stage Test');
    assert.deepEqual(told?.evidence.log, {source: 'Jenkins', lines: ['java.io.IOException: broken pipe']});
  });

  it('is told with the lines of Jenkins’ log, but for those of its own steps', () => {
    const log = ['[Pipeline] sh', 'make: *** no rule', 'see [Pipeline] docs'];
    assert.deepEqual(of({mishaps: [mishap()], log})?.evidence.log, {
      source: 'Jenkins',
      lines: ['make: *** no rule', 'see [Pipeline] docs'],
    });
  });
});

describe('a build that was stopped', () => {
  const BY_ADA = 'jenkins.model.CauseOfInterruption$UserInterruption: Aborted by Ada';

  it('is aborted by people, who are named as Jenkins names them', () => {
    assert.deepEqual(judged({mishaps: [stopped([BY_ADA])]}), ['aborted', [], 'Aborted by Ada']);
    assert.deepEqual(judged({mishaps: [stopped(['Aborted by Ada: she had to'])]}), [
      'aborted',
      [],
      'Aborted by Ada: she had to',
    ]);
    assert.deepEqual(judged({mishaps: [stopped(['NotExecuted: x', BY_ADA])]}), [
      'aborted',
      [],
      'Aborted by Ada',
    ]);
  });

  it('is overtaken by a newer one, where it left nothing behind', () => {
    assert.deepEqual(judged({mishaps: [stopped(['CanceledCause: Superseded by #8'])]}), [
      'overtaken',
      [],
      undefined,
    ]);
    assert.deepEqual(judged({mishaps: [stopped([])]}), ['overtaken', [], undefined]);
  });

  it('is aborted where it left something behind, with the cause if there is one', () => {
    const left = result({outcome: 'failed', error: error({code: 'INTERRUPTED'}), left: 'Two run.'});
    assert.deepEqual(judged(build([left])), ['aborted', [], undefined]);
    assert.ok(!('stoppedBy' in judgeBuild(build([left]))));
    const other = stopped(['CanceledCause: Superseded by #8'], {stage: 'Test 2'});
    assert.deepEqual(judged(build([left], {mishaps: [other]})), ['aborted', [], 'Superseded by #8']);
  });
});
