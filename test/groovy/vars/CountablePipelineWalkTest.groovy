package vars

import jenkins.model.Jenkins
import org.junit.Test
import support.FakeBuild
import support.Plans
import support.Runner
import support.Sandbox

/** How a build goes: stages, facts, results, the CLI on the agent. */
class CountablePipelineWalkTest extends PipelineCase {
    CountablePipelineWalkTest(String how, Runner runner) {
        super(how, runner)
    }

    @Test
    void 'plans, walks the stages and tells people, in as many sh steps as stages and two'() {
        build()
        assert jenkins.verbsRun() == ['plan', 'deploy', 'test', 'notify']
        assert jenkins.calls*.label == ['countable plan', 'countable deploy', 'countable test', 'countable notify']
        assert jenkins.calls.every { it.returnStatus }
        assert jenkins.milestones == [11, 12, 999999988]
    }

    @Test
    void 'costs the controller 39 steps for two stages, once the CLI is on the agent'() {
        jenkins.credentials = ['shop-stage-env', 'countable-slack-token'] as Set
        build()
        jenkins.steps.clear()
        jenkins.workspaceOf = { int number -> number == 3 ? '/agent/workspace/shop_develop@2' : '/agent/workspace/shop_develop' }
        build()
        assert jenkins.steps.countBy { it } == [
            stage: 4, node: 4, timeout: 4, checkout: 2, milestone: 3, branch: 2, withCredentials: 3, writeFile: 4, fileExists: 1,
            sh: 4, readFile: 4, junit: 1, dir: 2, archiveArtifacts: 1,
        ]
        assert jenkins.steps.size() == 39
    }

    @Test
    void 'hands each verb its arguments, its time limit, and files beside the workspace'() {
        build()
        Map deploy = jenkins.call('deploy')
        assert deploy.arguments == ['stage']
        assert deploy.minutes == '30'
        assert deploy.limit == 45
        assert deploy.factsFile == '/agent/workspace/shop_develop@tmp/countable/facts.json'
        assert deploy.resultFile == '/agent/workspace/shop_develop@tmp/countable/result-12-deploy.json'
        assert deploy.output == '/agent/workspace/shop_develop@tmp/countable/output'
    }

    @Test
    void 'leaves a preview the time of a deploy to take back what failed, and shows where it is'() {
        plan(Plans.preview())
        Jenkins.labels = ['preview', 'prod'] as Set
        jenkins.verbs.preview = [status: 0, result: Plans.passed('Preview')]
        String where = '✓ shop, branch PR-7 http://agent-2:32768/'
        jenkins.verbs.notify = [status: 0, result: [told: null, headline: where]]
        build()
        assert jenkins.verbsRun() == ['plan', 'test', 'preview', 'notify']
        assert jenkins.call('preview').arguments == ['7']
        assert jenkins.call('preview').limit == 45
        assert jenkins.build.description == where
    }

    @Test
    void 'tells the CLI what Jenkins and the checkout know'() {
        build(name: 'shop', timeouts: [test: 5])
        Map facts = jenkins.call('test').facts
        assert facts.jenkins == [
            jobName: 'shop/develop', buildNumber: 12, buildUrl: 'https://ci.example.org/job/shop/12/',
            branchName: 'develop', changeId: null, changeBranch: null,
            fork: null, tagName: null, startedMs: 1_700_000_000_000, previousResult: 'SUCCESS', triggers: [],
        ]
        assert facts.scm == [GIT_COMMIT: 'c0ffee', GIT_BRANCH: 'develop', GIT_URL: 'https://git.example.org/shop.git']
        assert facts.options == [name: 'shop', timeouts: [test: 5]]
        assert facts.beside == 'Test'
        assert facts.checkedOut == 'c0ffee'
        assert jenkins.call('plan').facts == facts.findAll { !(it.key in ['beside', 'checkedOut']) }
    }

    @Test
    void 'tells the notifier the plan and what every stage left'() {
        build()
        Map facts = jenkins.call('notify').facts
        assert facts.plan == Plans.develop()
        assert facts.results*.stage == ['Deploy to staging', 'Test']
        assert facts.mishaps == []
        assert facts.scm.GIT_COMMIT == 'c0ffee'
    }

    @Test
    void 'tells the CLI what the controller says to all builds, and nothing secret of it'() {
        Jenkins.variables = [COUNTABLE_PRODUCTION: 'separate', SENTRY_ORG: '', COUNTABLE_SENTRY_DSN: 'https://x', PATH: '/']
        build()
        assert jenkins.calls*.facts*.controller.unique() == [[COUNTABLE_PRODUCTION: 'separate']]
    }

    @Test
    void 'tells the CLI nothing of the controller where it may not ask'() {
        Sandbox.close()
        build()
        assert jenkins.calls*.facts*.controller.unique() == [[:]]
    }

    @Test
    void 'publishes JUnit XML only where there is some'() {
        build()
        assert jenkins.reports == [[
            testResults: '**/*.xml', allowEmptyResults: true, stage: 'Test',
            dir: '/agent/workspace/shop_develop@tmp/countable/output',
        ]]
    }

    @Test
    void 'publishes JUnit XML of failing tests too'() {
        failingTests()
        buildFails()
        assert jenkins.reports.size() == 1
    }

    @Test
    void 'sends the CLI to an agent once'() {
        build()
        assert jenkins.log.count('sent the CLI') == 1
        assert jenkins.calls.count { it.unpacked } == 1
        build()
        assert jenkins.log.count('sent the CLI') == 1
        assert jenkins.calls.count { it.unpacked } == 1
        assert jenkins.calls.size() == 8
    }

    @Test
    void 'sends a CLI anew that was changed on the agent, and runs no other'() {
        build()
        int damaged = 1
        jenkins.instead['sh deploy'] = { Map call -> call.status = damaged-- > 0 ? 86 : 0 }
        build()
        assert jenkins.log.count('sent the CLI') == 2
        assert jenkins.verbsRun().drop(4) == ['plan', 'deploy', 'deploy', 'test', 'notify']
        assert jenkins.calls.findAll { it.verb == 'deploy' }*.unpacked.collect { it != null } == [false, false, true]
        assert jenkins.logText().contains('was not what the library had put there: it is sent anew')
    }

    @Test
    void 'fails where the CLI is changed again and again'() {
        jenkins.instead['sh plan'] = { Map call -> call.status = 86 }
        Throwable failure = buildFails()
        assert failure.message.contains('exit code 86')
    }

    @Test
    void 'reads no result of an earlier build'() {
        ['result-11-plan.json', 'result-12-plan.json'].each { name ->
            jenkins.files["/agent/workspace/shop_develop@tmp/countable/${name}".toString()] = '{"stage": "old", "outcome": "passed"}'
        }
        jenkins.verbs.plan = [status: 137]
        Throwable failure = buildFails()
        assert failure.message.contains('exit code 137')
        assert jenkins.call('notify').facts.mishaps*.during == ['step']
        assert jenkins.call('notify').facts.results == []
    }

    @Test
    void 'a superseded deploy is no failure, and no green build'() {
        Map superseded = Plans.failed('Deploy to staging', 'SUPERSEDED', 'Build 13 is live.') + [outcome: 'superseded']
        jenkins.verbs.deploy = [status: 7, result: superseded]
        build()
        assert jenkins.call('notify').facts.results*.outcome == ['superseded', 'passed']
        assert jenkins.call('notify').facts.mishaps == []
        assert jenkins.build.result == 'NOT_BUILT'
        assert jenkins.logText().contains('SUPERSEDED: Build 13 is live.')
    }

    @Test
    void 'production waits for the tests'() {
        plan(Plans.master())
        failingTests()
        buildFails()
        assert jenkins.verbsRun() == ['plan', 'test', 'notify']
        assert jenkins.milestones == [11, 12]
    }

    @Test
    void 'a controller without an address of its own tells none'() {
        jenkins.env.remove('BUILD_URL')
        build()
        assert !jenkins.call('plan').facts.jenkins.containsKey('buildUrl')
    }

    @Test
    void 'compares with the last build that had a verdict'() {
        FakeBuild red = new FakeBuild(result: 'FAILURE', previousBuild: new FakeBuild(result: 'SUCCESS'))
        FakeBuild running = new FakeBuild(result: null, previousBuild: red)
        FakeBuild aborted = new FakeBuild(result: 'ABORTED', previousBuild: running)
        jenkins.build = new FakeBuild(previousBuild: new FakeBuild(result: 'NOT_BUILT', previousBuild: aborted))
        build()
        assert jenkins.call('notify').facts.jenkins.previousResult == 'FAILURE'
    }

    @Test
    void 'a first build has no previous result'() {
        jenkins.build = new FakeBuild()
        build()
        assert jenkins.call('notify').facts.jenkins.previousResult == null
    }

    @Test
    void 'says nothing and fails nothing where there is nothing to do'() {
        plan(Plans.master() + [groups: []])
        build()
        assert jenkins.verbsRun() == ['plan', 'notify']
    }
}
