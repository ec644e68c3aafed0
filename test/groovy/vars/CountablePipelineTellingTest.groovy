package vars

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException
import org.junit.Test
import support.FakeBuild
import support.Plans
import support.Runner
import support.Sandbox

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
        Sandbox.close()
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

    @Test
    void 'tells the first failure while another stage is running, and hands what that left to the end'() {
        failingDeploy()
        Map first = [stages: ['Deploy to staging'], slack: [sentTo: '#shop']]
        jenkins.verbs.notify = [status: 0, result: [told: 'failed', first: first]]
        assert buildFails().message == 'Deploy to staging: UNHEALTHY: web is unhealthy.'
        Map early = jenkins.calls.find { it.verb == 'notify' }
        assert early.facts.running == ['Test']
        assert early.facts.results*.stage == ['Deploy to staging']
        assert early.facts.plan.build.project == 'shop'
        assert early.facts.first == null
        assert early.limit == 5
        assert jenkins.call('notify').facts.running == null
        assert jenkins.call('notify').facts.first == first
        assert jenkins.archived.size() == 1
    }

    @Test
    void 'tells once where all stages fail, one after the other'() {
        failingDeploy()
        failingTests()
        buildFails()
        assert jenkins.verbsRun() == ['plan', 'deploy', 'notify', 'test', 'notify']
    }

    @Test
    void 'tells nothing before the end where the last stage fails, or the only one'() {
        failingTests()
        buildFails()
        assert jenkins.verbsRun().count { it == 'notify' } == 1
        plan(Plans.master())
        jenkins.calls.clear()
        buildFails()
        assert jenkins.verbsRun().count { it == 'notify' } == 1
    }

    @Test
    void 'tells nothing of an abort while the other stages are being stopped'() {
        jenkins.instead['sh deploy'] = { throw interruption(new FlowInterruptedException.UserInterruption('Ada')) }
        buildFails()
        assert jenkins.verbsRun().count { it == 'notify' } == 1
    }

    @Test
    void 'tells an agent that was lost at once, with the end of the log'() {
        jenkins.build.log = ['Cannot contact agent-1']
        jenkins.instead['sh deploy'] = { throw new IOException('agent-1 went offline') }
        buildFails()
        Map early = jenkins.calls.find { it.verb == 'notify' }
        assert early.facts.mishaps*.stage == ['Deploy to staging']
        assert early.facts.log == ['Cannot contact agent-1']
    }

    @Test
    void 'a first telling that fails changes nothing, and the end tells all'() {
        failingDeploy()
        boolean isFirst = true
        jenkins.instead['sh notify'] = {
            if (isFirst) {
                isFirst = false
                throw new IOException('agent-1 went offline')
            }
        }
        assert buildFails().message == 'Deploy to staging: UNHEALTHY: web is unhealthy.'
        assert jenkins.logText().contains('Telling people of the first failure failed: java.io.IOException')
        assert jenkins.call('notify').facts.results*.outcome == ['failed', 'passed']
        assert jenkins.call('notify').facts.first == null
    }

    @Test
    void 'shows in the list of builds what was told in a line'() {
        jenkins.verbs.notify = [status: 0, result: [told: 'failed', headline: '✗ shop develop: Bad (Ada): Test failed']]
        failingTests()
        buildFails()
        assert jenkins.build.description == '✗ shop develop: Bad (Ada): Test failed'
    }

    @Test
    void 'leaves the description of a build alone that tells nothing'() {
        jenkins.verbs.notify = [status: 0, result: [told: null]]
        jenkins.build.description = 'mine'
        build()
        assert jenkins.build.description == 'mine'
    }

    @Test
    void 'mails a build that failed before it had a plan, too'() {
        jenkins.credentials = ['countable-slack-token', 'countable-smtp-url'] as Set
        jenkins.verbs.plan = [status: 2, result: Plans.failed('Plan', 'BAD_SETTING', 'Bad.')]
        buildFails()
        assert jenkins.call('notify').bound == ['SLACK_BOT_TOKEN', 'SMTP_URL']
    }

    private void failingDeploy() {
        jenkins.verbs.deploy = [status: 1, result: Plans.failed('Deploy to staging', 'UNHEALTHY', 'web is unhealthy.')]
    }
}
