package vars

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException
import org.junit.Test
import support.Runner

/** Telling people: always tried, never the reason of anything. */
class CountablePipelineTellingTest extends PipelineCase {
    CountablePipelineTellingTest(String how, Runner runner) {
        super(how, runner)
    }

    @Test
    void 'does not wait for ever for an executor to tell people'() {
        build()
        assert jenkins.call('notify').limit == 30
        assert jenkins.call('notify').minutes == null
    }

    @Test
    void 'telling people never fails a build'() {
        jenkins.verbs.notify = [status: 70]
        build()
        assert jenkins.logText().contains("Telling people ended with exit code 70. The build's result stays as it is.")
    }

    @Test
    void 'an agent that is lost while telling people never fails a build'() {
        jenkins.instead['sh notify'] = { throw new IOException('agent-1 went offline') }
        build()
        assert jenkins.logText().contains('Telling people failed: java.io.IOException: agent-1 went offline')
    }

    @Test
    void 'telling people never hides why a build failed'() {
        failingTests()
        jenkins.instead['sh notify'] = { throw interruption(new FlowInterruptedException.ExceededTimeout()) }
        assert buildFails().message == 'Test: TESTS_FAILED: 1 of 3 tests failed.'
    }
}
