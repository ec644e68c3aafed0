package vars

import jenkins.model.Jenkins
import static org.junit.Assert.fail

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException
import org.junit.Before
import support.FakeJob
import support.Plans
import support.Runner

/** {@code countablePipeline()} for a push to develop whose stages pass, unless a test says otherwise. */
abstract class PipelineCase extends StepCase {
    PipelineCase(String how, Runner runner) {
        super(how, runner)
    }

    @Before
    void develop() {
        Jenkins.labels = [] as Set
        Jenkins.variables = [:]
        FakeJob.current = new FakeJob()
        plan(Plans.develop())
        jenkins.verbs.test = [status: 0, result: Plans.passed('Test') + [junit: ['junit.xml']]]
        jenkins.verbs.deploy = [status: 0, result: Plans.passed('Deploy to staging')]
    }

    void build(Map options = null) {
        runner.run(jenkins, 'countablePipeline', options == null ? [] : [options])
    }

    Throwable buildFails() {
        try {
            build()
        } catch (Throwable failure) {
            return failure
        }
        fail('The build did not fail.')
    }

    void plan(Map plan) {
        jenkins.verbs.plan = [status: 0, result: plan]
    }

    void failingTests() {
        jenkins.verbs.test = [
            status: 1, result: Plans.failed('Test', 'TESTS_FAILED', '1 of 3 tests failed.') + [junit: ['junit.xml']],
        ]
    }

    static FlowInterruptedException interruption(FlowInterruptedException.Cause cause) {
        return new FlowInterruptedException(cause)
    }
}
