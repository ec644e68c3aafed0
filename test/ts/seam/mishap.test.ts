import assert from 'node:assert/strict';
import type {Mishap} from '../../../ts-helpers/src/seam/mishap.ts';
import {explainMishap} from '../../../ts-helpers/src/seam/mishap.ts';

const INTERRUPTED = 'org.jenkinsci.plugins.workflow.steps.FlowInterruptedException';

const explained = (mishap: Partial<Mishap>): [string, string] => {
  const {code, message} = explainMishap({stage: 'Test', during: 'step', exception: '', ...mishap});
  return [code, message];
};

describe('a stage that Jenkins ended', () => {
  it('at its time limit, says so', () => {
    const causes = [
      'org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution$ExceededTimeout: Timeout has been exceeded',
    ];
    assert.deepEqual(explained({exception: INTERRUPTED, causes}), [
      'TIME_LIMIT',
      'The stage reached its time limit, and Jenkins ended it: TimeoutStepExecution$ExceededTimeout: Timeout has been exceeded',
    ]);
  });

  it('with its agent, says so, during whatever it was', () => {
    const exceptions = [
      'java.io.IOException: Unable to create live FilePath for agent-1',
      'hudson.remoting.ChannelClosedException: Channel "agent-1" is closed',
    ];
    for (const exception of exceptions) assert.equal(explained({exception})[0], 'AGENT_LOST');
    assert.equal(explained({during: 'checkout', exception: exceptions[0]!})[0], 'AGENT_LOST');
    const causes = [
      'org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution$RemovedNodeCause: gone',
    ];
    assert.equal(explained({exception: INTERRUPTED, causes})[0], 'AGENT_LOST');
  });

  it('because somebody stopped the build, says so', () => {
    const causes = ['jenkins.model.CauseOfInterruption$UserInterruption: Aborted by ada'];
    assert.deepEqual(explained({exception: INTERRUPTED, causes}), [
      'INTERRUPTED',
      'The build was stopped: CauseOfInterruption$UserInterruption: Aborted by ada',
    ]);
  });

  it('for want of an agent, of the source or of a result, says which', () => {
    const exception = 'hudson.AbortException: no';
    assert.deepEqual(explained({during: 'node', exception}), ['AGENT_LOST', 'No agent could be had: no']);
    assert.deepEqual(explained({during: 'checkout', exception}), [
      'CHECKOUT_FAILED',
      'The source could not be checked out: no',
    ]);
    assert.deepEqual(explained({exception: 'Test ended with exit code 3'}), [
      'NO_RESULT',
      'The step ended without a result: Test ended with exit code 3',
    ]);
  });

  it('for a label that nobody has, asks for none of the agents back', () => {
    const exception = 'hudson.AbortException: No agent fits gone, which the setting agents asks for.';
    const {code, message, remedy} = explainMishap({stage: 'Test', during: 'node', exception});
    assert.deepEqual(
      [code, message],
      ['AGENT_MISSING', 'No agent fits gone, which the setting agents asks for.'],
    );
    assert.match(remedy, /Give an agent that label/);
    assert.doesNotMatch(remedy, /online/);
  });

  it('because its library is sandboxed, says where to load it', () => {
    const exception =
      'org.jenkinsci.plugins.scriptsecurity.sandbox.RejectedAccessException: Scripts not permitted to use new a.B';
    const {code, remedy} = explainMishap({stage: 'Plan', during: 'step', exception});
    assert.equal(code, 'LIBRARY_SANDBOXED');
    assert.match(remedy, /trusted global library: Manage Jenkins, System/);
  });

  it('for what the Jenkinsfile gave it, says that and no more', () => {
    const exception =
      'The argument test is a closure; arguments are texts, numbers, booleans, lists and maps.';
    assert.deepEqual(explained({during: 'options', exception}), ['BAD_ARGUMENT', exception]);
  });

  it('names the stage, and shows what Jenkins said', () => {
    const {where, evidence} = explainMishap({stage: 'Test', during: 'node', exception: 'e', causes: ['c']});
    assert.equal(where, 'stage Test');
    assert.deepEqual(evidence.log, {source: 'Jenkins', lines: ['e', 'c']});
  });
});
