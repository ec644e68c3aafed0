package vars

import hudson.AbortException
import org.jenkinsci.plugins.scriptsecurity.sandbox.RejectedAccessException
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException
import org.junit.Test
import support.Plans
import support.Runner
import support.Sandbox

/** The library of a folder, which Jenkins lets do less than a trusted global one. */
class CountablePipelineSandboxTest extends PipelineCase {
    private static final String FIRST = 'This library is sandboxed: it cannot see which labels agents have'
    private static final String REMEDY = 'Load it as a trusted global library: Manage Jenkins, System'

    CountablePipelineSandboxTest(String how, Runner runner) {
        super(how, runner)
    }

    @Test
    void 'builds, and says first what it goes without and where it is to be loaded'() {
        Sandbox.close()
        build()
        assert jenkins.verbsRun() == ['plan', 'deploy', 'test', 'notify']
        assert jenkins.log[0].startsWith(FIRST)
        assert jenkins.log[0].contains(REMEDY)
    }

    @Test
    void 'does without each of what is refused, whatever an administrator has approved of the others'() {
        jenkins.build.previousBuild.report = '{"memory": {"version": 1}}'
        jenkins.instead['sh test'] = { throw new IOException('agent-1 went offline') }
        Sandbox.REFUSED.each { signature ->
            Sandbox.close([signature])
            jenkins.calls.clear()
            assert buildFails().message == 'agent-1 went offline', signature
            assert jenkins.verbsRun() == ['plan', 'deploy', 'test', 'notify'], signature
        }
    }

    @Test
    void 'tells what failed there too'() {
        Sandbox.close()
        failingTests()
        assert buildFails().message == 'Test: TESTS_FAILED: 1 of 3 tests failed.'
        assert jenkins.call('notify').facts.results*.outcome == ['passed', 'failed']
    }

    @Test
    void 'knows who stopped a build, and a time limit, by the words alone'() {
        Sandbox.close()
        jenkins.instead['sh test'] = { throw interruption(new FlowInterruptedException.UserInterruption('Ada')) }
        assert buildFails() instanceof FlowInterruptedException
        assert jenkins.call('notify').facts.mishaps*.causes == [['Aborted by Ada']]
        jenkins.instead['sh test'] = { throw interruption(new FlowInterruptedException.ExceededTimeout()) }
        assert buildFails().message == "Test was still at 'step' after 30 minutes, its time limit."
        jenkins.instead['sh test'] = { throw interruption(new FlowInterruptedException.RemovedNodeCause()) }
        assert buildFails() instanceof AbortException
    }

    @Test
    void 'says in a line what to do where Jenkins refuses something else'() {
        jenkins.instead.milestone = { throw new RejectedAccessException('method hudson.model.Run getNumber') }
        Throwable failure = buildFails()
        assert failure instanceof AbortException
        assert failure.message.startsWith(FIRST)
        assert failure.message.contains(REMEDY)
        assert failure.message.endsWith('Jenkins says: Scripts not permitted to use method hudson.model.Run getNumber')
        assert jenkins.call('notify').facts.mishaps[0].exception.contains('RejectedAccessException')
    }
}
