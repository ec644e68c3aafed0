package vars

import hudson.AbortException
import jenkins.model.Jenkins
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException
import org.junit.Test
import support.Plans
import support.Runner

/** What fails a build, what only interrupts it, and what is told of it. */
class CountablePipelineFailuresTest extends PipelineCase {
    static int called

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
    void 'what the CLI left of a stage is told, whatever Jenkins did to it'() {
        Map<String, Throwable> ends = [
            abort: interruption(new FlowInterruptedException.UserInterruption('Ada')),
            'time limit': interruption(new FlowInterruptedException.ExceededTimeout()),
            'lost agent': interruption(new FlowInterruptedException.RemovedNodeCause()),
            'newer build': interruption(new FlowInterruptedException.CancelledCause(13)),
            'broken channel': new IOException('agent-1 went offline'),
        ]
        ends.each { what, end ->
            jenkins.calls.clear()
            jenkins.instead['sh deploy'] = { Map call ->
                jenkins.files[call.resultFile] = '{"seam": 1, "stage": "Deploy to staging", "outcome": "failed", "left": "web runs c0ffee."}'
                throw end
            }
            buildFails()
            Map told = jenkins.call('notify').facts
            assert told.results.find { it.stage == 'Deploy to staging' }?.left == 'web runs c0ffee.', what
            assert told.mishaps*.stage == ['Deploy to staging'], what
        }
    }

    @Test
    void 'what a stage had done when Jenkins stopped what comes after it is told'() {
        jenkins.instead.junit = { throw interruption(new FlowInterruptedException.UserInterruption('Ada')) }
        buildFails()
        assert jenkins.call('notify').facts.results*.outcome == ['passed', 'passed']
        assert jenkins.call('notify').facts.mishaps*.stage == ['Test']
    }

    @Test
    void 'an agent that is gone has left no result, and that hides nothing'() {
        jenkins.instead['sh deploy'] = {
            jenkins.instead.fileExists = { String file -> throw new IOException('agent-1 went offline') }
            throw new IOException('agent-1 went offline')
        }
        jenkins.instead['sh notify'] = { jenkins.instead.remove('fileExists') }
        assert buildFails().message == 'agent-1 went offline'
        assert jenkins.call('notify').facts.mishaps*.stage == ['Deploy to staging']
        assert jenkins.call('notify').facts.results*.stage == ['Test']
    }

    @Test
    void 'refuses a closure as an argument, calls it never, and tells people'() {
        called = 0
        Closure closure = { CountablePipelineFailuresTest.called++ }
        Throwable failure = null
        try {
            build(name: 'shop', test: [command: closure.dehydrate()])
        } catch (Throwable thrown) {
            failure = thrown
        }
        assert failure.message == 'Plan: The argument test.command is a closure; arguments are texts, numbers, ' +
            'booleans, lists and maps.'
        assert called == 0
        assert jenkins.verbsRun() == ['notify']
        Map told = jenkins.call('notify').facts
        assert told.options == [:]
        assert told.mishaps*.during == ['options']
    }

    @Test
    void 'shows how a build ended also where no agent is left to tell it'() {
        jenkins.instead['sh test'] = { throw new IOException('agent-1 went offline') }
        jenkins.instead['sh notify'] = { throw new IOException('agent-1 went offline') }
        buildFails()
        assert jenkins.build.result == 'FAILURE'
        assert jenkins.build.description == '✗ agent-1 went offline'
    }

    @Test
    void 'leaves the result of what Jenkins stops to Jenkins'() {
        jenkins.instead['sh test'] = { throw interruption(new FlowInterruptedException.UserInterruption('Ada')) }
        buildFails()
        assert jenkins.build.result == null
        assert jenkins.build.description == '■ Aborted by Ada'
    }

    @Test
    void 'a plan that fails is of the branch that was checked out'() {
        jenkins.verbs.plan = [status: 2, result: Plans.failed('Plan', 'UNKNOWN_SETTING', 'There is no setting tset.')]
        buildFails()
        assert jenkins.call('notify').facts.scm.GIT_BRANCH == 'develop'
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
    void 'a CLI of another version is told from what it leaves, before a stage is begun'() {
        jenkins.verbs.plan.result.seam = 2
        Throwable failure = buildFails()
        assert failure instanceof AbortException
        assert failure.message.startsWith('LIBRARY_MISMATCH: The CLI in /agent/workspace/shop_develop/../.countable/')
        assert failure.message.contains('speaks version 2 of what crosses between the two, and this library version 1. ')
        assert jenkins.verbsRun() == ['plan', 'notify']
        assert jenkins.call('notify').facts.mishaps*.exception == ["hudson.AbortException: ${failure.message}"]
    }

    @Test
    void 'says with the facts of which version it is'() {
        build()
        assert jenkins.calls*.facts*.seam == [1, 1, 1, 1]
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
