package vars

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException
import org.junit.Test
import support.FakeBuild
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
    void 'tells what started the build, and what the build before left in its report'() {
        jenkins.build.causes = ['Started by timer']
        jenkins.build.previousBuild.report = '{"memory": {"version": 1, "builds": []}}'
        build()
        ['plan', 'notify'].each { verb ->
            assert jenkins.call(verb).facts.jenkins.triggers == ['Started by timer']
            assert jenkins.call(verb).facts.memory == [version: 1, builds: []]
        }
    }

    @Test
    void 'looks further back for a report, and does without one'() {
        jenkins.build.previousBuild.previousBuild = new FakeBuild(report: '{"memory": {"branch": "develop"}}')
        build()
        assert jenkins.call('notify').facts.memory == [branch: 'develop']
    }

    @Test
    void 'does without what a sandboxed library may not see'() {
        jenkins.build.previousBuild.sandboxed = true
        build()
        assert jenkins.call('notify').facts.memory == null
    }

    @Test
    void 'a report that cannot be read fails nothing'() {
        jenkins.build.previousBuild.report = 'half a'
        build()
        assert jenkins.call('notify').facts.memory == null
        assert jenkins.logText().contains('The report of the build before cannot be read')
    }

    @Test
    void 'archives the report of every build'() {
        build()
        assert jenkins.archived == [
            [artifacts: 'report.*', allowEmptyArchive: true, dir: jenkins.call('notify').output],
        ]
    }

    @Test
    void 'hands over the end of the log where a stage could not tell'() {
        jenkins.build.log = ['Cannot contact agent-1']
        jenkins.instead['sh test'] = { throw new IOException('agent-1 went offline') }
        buildFails()
        assert jenkins.call('notify').facts.log == ['Cannot contact agent-1']
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
