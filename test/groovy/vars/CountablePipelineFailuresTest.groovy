package vars

import hudson.AbortException
import jenkins.model.Jenkins
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException
import org.junit.Test
import support.Plans
import support.Runner

/** What fails a build, what only interrupts it, and what is told of it. */
class CountablePipelineFailuresTest extends PipelineCase {
    CountablePipelineFailuresTest(String how, Runner runner) {
        super(how, runner)
    }

    @Test
    void 'lets the other stage finish when one fails, then fails with its error'() {
        jenkins.verbs.deploy = [status: 1, result: Plans.failed('Deploy to staging', 'UNHEALTHY', 'web is unhealthy.')]
        Throwable failure = buildFails()
        assert failure instanceof AbortException
        assert failure.message == 'Deploy to staging: UNHEALTHY: web is unhealthy.'
        assert jenkins.verbsRun() == ['plan', 'deploy', 'notify', 'test', 'notify']
        assert jenkins.call('notify').facts.results*.outcome == ['failed', 'passed']
        assert jenkins.call('notify').facts.mishaps == []
    }

    @Test
    void 'tells an agent that was lost while a stage ran'() {
        jenkins.instead['sh test'] = { throw new IOException('Unable to create live FilePath for agent-2') }
        Throwable failure = buildFails()
        assert failure.message == 'Unable to create live FilePath for agent-2'
        Map told = jenkins.call('notify').facts
        assert told.mishaps ==
            [[stage: 'Test', during: 'step', exception: 'java.io.IOException: Unable to create live FilePath for agent-2']]
        assert told.results*.stage == ['Deploy to staging']
    }

    @Test
    void 'an agent that was removed fails the build and does not abort it'() {
        jenkins.instead['sh test'] = { throw interruption(new FlowInterruptedException.RemovedNodeCause()) }
        Throwable failure = buildFails()
        assert failure instanceof AbortException
        assert failure.message.contains('Agent was removed')
    }

    @Test
    void 'tells that a build was aborted, and leaves it aborted'() {
        jenkins.instead['sh test'] = { throw interruption(new FlowInterruptedException.UserInterruption('Ada')) }
        Throwable failure = buildFails()
        assert failure instanceof FlowInterruptedException
        Map mishap = jenkins.call('notify').facts.mishaps[0]
        assert mishap.stage == 'Test'
        assert mishap.exception.contains('FlowInterruptedException')
        assert mishap.causes.size() == 1
        assert mishap.causes[0].endsWith('UserInterruption: Aborted by Ada')
    }

    @Test
    void 'what the CLI said before Jenkins stopped it does not count'() {
        jenkins.verbs.test.result = Plans.failed('Test', 'INTERRUPTED', 'Interrupted.')
        jenkins.instead['sh test'] = { Map call ->
            jenkins.files[call.resultFile] = '{"stage": "Test", "outcome": "failed"}'
            throw interruption(new FlowInterruptedException.UserInterruption('Ada'))
        }
        buildFails()
        assert jenkins.call('notify').facts.results*.stage == ['Deploy to staging']
        assert jenkins.call('notify').facts.mishaps*.stage == ['Test']
    }

    @Test
    void 'names the stage that reached its time limit, and fails the build'() {
        jenkins.instead['sh test'] = { throw interruption(new FlowInterruptedException.ExceededTimeout()) }
        Throwable failure = buildFails()
        assert failure instanceof AbortException
        assert failure.message == "Test was still at 'step' after 30 minutes, its time limit."
        assert jenkins.call('notify').facts.mishaps[0].causes[0].endsWith('ExceededTimeout: Timeout has been exceeded')
    }

    @Test
    void 'ends as overtaken where a milestone says so, and tells it'() {
        jenkins.instead.milestone = { throw interruption(new FlowInterruptedException.CancelledCause(13)) }
        Throwable failure = buildFails()
        assert failure instanceof FlowInterruptedException
        assert jenkins.verbsRun() == ['plan', 'notify']
        assert jenkins.call('notify').facts.mishaps[0].causes[0].endsWith('CancelledCause: Superseded by #13')
    }

    @Test
    void 'fails with the error of the plan, and tells it'() {
        jenkins.verbs.plan = [status: 2, result: Plans.failed('Plan', 'UNKNOWN_SETTING', 'There is no setting tset.')]
        Throwable failure = buildFails()
        assert failure.message == 'Plan: UNKNOWN_SETTING: There is no setting tset.'
        assert jenkins.verbsRun() == ['plan', 'notify']
        assert jenkins.call('notify').facts.results*.error*.code == ['UNKNOWN_SETTING']
        assert jenkins.call('notify').facts.mishaps == []
    }

    @Test
    void 'a verb that leaves no result is a mishap, whatever its exit code'() {
        jenkins.verbs.test = [status: 0]
        Throwable failure = buildFails()
        assert failure.message == 'Test ended with exit code 0 and left no result; its last lines in the log say why'
        assert jenkins.call('notify').facts.mishaps*.exception == [failure.message]
    }

    @Test
    void 'JUnit XML that Jenkins cannot read is a mishap'() {
        jenkins.instead.junit = { throw new AbortException('Failed to read junit.xml') }
        buildFails()
        Map told = jenkins.call('notify').facts
        assert told.mishaps*.exception == ['hudson.AbortException: Failed to read junit.xml']
        assert told.results*.stage == ['Deploy to staging']
    }

    @Test
    void 'failing tests are told as such even where Jenkins cannot read their JUnit XML'() {
        failingTests()
        jenkins.instead.junit = { throw new AbortException('Failed to read junit.xml') }
        assert buildFails().message == 'Test: TESTS_FAILED: 1 of 3 tests failed.'
        Map told = jenkins.call('notify').facts
        assert told.mishaps == []
        assert told.results*.outcome == ['passed', 'failed']
        assert jenkins.logText().contains('Failed to read junit.xml')
    }

    @Test
    void 'a missing plugin is told like anything else'() {
        jenkins.instead.milestone = { throw new NoSuchMethodError("No such DSL method 'milestone' found") }
        Throwable failure = buildFails()
        assert failure instanceof NoSuchMethodError
        assert jenkins.call('notify').facts.mishaps[0].exception.contains("No such DSL method 'milestone'")
    }
}
