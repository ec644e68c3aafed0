package vars

import static org.junit.Assert.fail

import hudson.AbortException
import jenkins.model.Jenkins
import org.jenkinsci.plugins.credentialsbinding.impl.CredentialNotFoundException
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException
import org.junit.After
import org.junit.Before
import org.junit.Test
import support.FakeBuild
import support.FakeJenkins
import support.FakeScm
import support.Plans
import support.Runner

/** What {@code countablePipeline()} does; run plain and under CPS. */
abstract class CountablePipelineCases {
    FakeJenkins jenkins

    abstract Runner runner()

    @Before
    void develop() {
        Jenkins.labels = [] as Set
        jenkins = new FakeJenkins()
        plan(Plans.develop())
        jenkins.verbs.test = [status: 0, result: Plans.passed('Test') + [junit: ['junit.xml']]]
        jenkins.verbs.deploy = [status: 0, result: Plans.passed('Deploy to staging')]
    }

    @After
    void forget() {
        FakeJenkins.current = null
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
    void 'hands each verb its arguments, its time limit, and files beside the workspace'() {
        build()
        Map deploy = jenkins.call('deploy')
        assert deploy.arguments == ['stage']
        assert deploy.minutes == '30'
        assert deploy.limit == 32
        assert deploy.factsFile == '/agent/workspace/shop_develop@tmp/countable/facts.json'
        assert deploy.resultFile == '/agent/workspace/shop_develop@tmp/countable/result.json'
        assert deploy.output == '/agent/workspace/shop_develop@tmp/countable/output'
    }

    @Test
    void 'tells the CLI what Jenkins and the checkout know'() {
        build(name: 'shop', timeouts: [test: 5])
        Map facts = jenkins.call('test').facts
        assert facts.jenkins == [
            jobName: 'shop/develop', buildNumber: 12, buildUrl: 'https://ci.example.org/job/shop/12/',
            branchName: 'develop', changeId: null, previousResult: 'SUCCESS',
        ]
        assert facts.scm == [GIT_COMMIT: 'c0ffee', GIT_BRANCH: 'develop', GIT_URL: 'https://git.example.org/shop.git']
        assert facts.options == [name: 'shop', timeouts: [test: 5]]
        assert jenkins.call('plan').facts == facts
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
    void 'reads no result of an earlier build'() {
        jenkins.files['/agent/workspace/shop_develop@tmp/countable/result.json'] = '{"stage": "old", "outcome": "passed"}'
        jenkins.verbs.plan = [status: 137]
        Throwable failure = buildFails()
        assert failure.message.contains('exit code 137')
        assert jenkins.call('notify').facts.mishaps*.during == ['step']
    }

    @Test
    void 'lets the other stage finish when one fails, then fails with its error'() {
        jenkins.verbs.deploy = [status: 1, result: Plans.failed('Deploy to staging', 'UNHEALTHY', 'web is unhealthy.')]
        Throwable failure = buildFails()
        assert failure instanceof AbortException
        assert failure.message == 'Deploy to staging: UNHEALTHY: web is unhealthy.'
        assert jenkins.verbsRun() == ['plan', 'deploy', 'test', 'notify']
        assert jenkins.call('notify').facts.results*.outcome == ['failed', 'passed']
        assert jenkins.call('notify').facts.mishaps == []
    }

    @Test
    void 'a superseded deploy is no failure'() {
        jenkins.verbs.deploy = [status: 0, result: Plans.passed('Deploy to staging') + [outcome: 'superseded']]
        build()
        assert jenkins.call('notify').facts.results*.outcome == ['superseded', 'passed']
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
    void 'asks for production credentials in the production stage alone'() {
        plan(Plans.master())
        jenkins.credentials = ['shop-prod-env', 'countable-slack-token'] as Set
        build()
        assert jenkins.calls.collectEntries { [it.verb, it.bound] } ==
            [plan: [], test: [], deploy: ['COUNTABLE_ENV_FILE'], notify: ['SLACK_BOT_TOKEN']]
    }

    @Test
    void 'asks for no credentials of an environment in a pull request'() {
        plan(Plans.pullRequest())
        List<String> asked = []
        jenkins.instead['enter withCredentials'] = { List bindings -> asked.addAll(bindings*.credentialsId) }
        build()
        assert jenkins.verbsRun() == ['plan', 'test', 'notify']
        assert asked == ['countable-slack-token']
    }

    @Test
    void 'runs without a credential that is missing, once, and says so'() {
        build()
        assert jenkins.calls.count { it.verb == 'deploy' } == 1
        assert jenkins.call('deploy').bound == []
        assert jenkins.logText().contains(
            "Without COUNTABLE_ENV_FILE: Could not find credentials entry with ID 'shop-stage-env'")
        assert jenkins.logText().contains('Without SLACK_BOT_TOKEN')
    }

    @Test
    void 'binds the credentials that there are beside one that is missing'() {
        Map plan = Plans.master()
        plan.groups[1].stages[0].credentials.add(0, [id: 'none', kind: 'string', variable: 'NONE'])
        this.plan(plan)
        jenkins.credentials = ['shop-prod-env'] as Set
        build()
        assert jenkins.call('deploy').bound == ['COUNTABLE_ENV_FILE']
    }

    @Test
    void 'work that fails for want of a credential of its own runs once, and fails'() {
        jenkins.credentials = ['shop-stage-env'] as Set
        jenkins.instead['sh deploy'] = { throw new CredentialNotFoundException('inside') }
        assert buildFails().message == 'inside'
        assert jenkins.calls.count { it.verb == 'deploy' } == 1
        assert !jenkins.logText().contains('Without COUNTABLE_ENV_FILE')
    }

    @Test
    void 'checks out three times before it gives up, and tells that as a mishap of the checkout'() {
        int attempts = 0
        jenkins.instead.checkout = { attempts++; throw new AbortException('Error fetching remote repo') }
        Throwable failure = buildFails()
        assert attempts == 3
        assert failure.message == 'Error fetching remote repo'
        assert jenkins.verbsRun() == ['notify']
        Map told = jenkins.call('notify').facts
        assert told.mishaps ==
            [[stage: 'Checkout', during: 'checkout', exception: 'hudson.AbortException: Error fetching remote repo']]
        assert !told.containsKey('plan')
    }

    @Test
    void 'goes on when a checkout succeeds at the third attempt'() {
        int attempts = 0
        jenkins.instead.checkout = {
            attempts++
            if (attempts < 3) {
                throw new AbortException('Error fetching remote repo')
            }
            return [GIT_COMMIT: 'c0ffee']
        }
        build()
        assert jenkins.verbsRun() == ['plan', 'deploy', 'test', 'notify']
    }

    @Test
    void 'works with an SCM whose checkout tells nothing'() {
        jenkins.instead.checkout = { null }
        build()
        assert jenkins.call('plan').facts.scm == [:]
    }

    @Test
    void 'every stage of a classic job works on the commit that was planned'() {
        jenkins.env.remove('BRANCH_NAME')
        jenkins.env.JOB_NAME = 'shop-stage'
        jenkins.instead.checkout = { Object scm ->
            scm instanceof FakeScm ? [GIT_COMMIT: 'c0ffee', GIT_BRANCH: 'origin/develop'] : [GIT_BRANCH: 'detached']
        }
        build()
        assert jenkins.checkouts[0] instanceof FakeScm
        assert jenkins.checkouts.drop(1) == [[
            $class: 'GitSCM', branches: [[name: 'c0ffee']], extensions: [[shallow: true]], gitTool: null,
            userRemoteConfigs: [[url: 'https://git.example.org/shop.git', credentialsId: 'deploy-key']],
        ]] * 2
        assert ['deploy', 'test', 'notify'].every { jenkins.call(it).facts.scm.GIT_BRANCH == 'origin/develop' }
    }

    @Test
    void 'a multibranch job checks out what Jenkins has pinned'() {
        build()
        assert jenkins.checkouts.size() == 3
        assert jenkins.checkouts.every { it instanceof FakeScm }
    }

    @Test
    void 'does not wait for ever for an executor to tell people'() {
        build()
        assert jenkins.call('notify').limit == 30
        assert jenkins.call('notify').minutes == '5'
    }

    @Test
    void 'a controller without an address of its own tells none'() {
        jenkins.env.remove('BUILD_URL')
        build()
        assert !jenkins.call('plan').facts.jenkins.containsKey('buildUrl')
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
    void 'takes the first label that an agent has, else any agent'() {
        Jenkins.labels = ['stage'] as Set
        build()
        assert jenkins.calls.collectEntries { [it.verb, it.node] } == [plan: '', deploy: 'stage', test: '', notify: '']
    }

    @Test
    void 'honours the one label that the user chose'() {
        Jenkins.labels = ['big', 'stage'] as Set
        chosenAgent('big')
        build()
        assert jenkins.call('deploy').node == 'big'
    }

    @Test
    void 'does not wait for a chosen label that no agent has'() {
        chosenAgent('gone')
        Throwable failure = buildFails()
        assert failure.message.startsWith('No agent has the label gone')
        assert jenkins.call('notify').facts.mishaps*.during == ['node']
        assert jenkins.verbsRun() == ['plan', 'test', 'notify']
    }

    @Test
    void 'takes any agent, and says so, where it may not look for labels'() {
        Jenkins.labels = null
        build()
        assert jenkins.call('deploy').node == ''
        assert jenkins.logText().contains('whether one has the label shop-stage or stage cannot be seen')
    }

    @Test
    void 'honours the chosen label where it may not look for labels'() {
        Jenkins.labels = null
        chosenAgent('big')
        build()
        assert jenkins.call('deploy').node == 'big'
        assert jenkins.logText().contains('Asking for an agent with the label big')
    }

    @Test
    void 'nothing that people write gets into a shell script'() {
        String evil = 'x\'; touch /tmp/owned; $(reboot) `id` "'
        jenkins.env.BRANCH_NAME = evil
        jenkins.env.JOB_NAME = evil
        jenkins.instead.checkout = { [GIT_BRANCH: evil, GIT_AUTHOR_NAME: evil] }
        build(name: evil, slack: [channel: evil])
        assert jenkins.calls.size() == 4
        assert !jenkins.calls.any { it.script.contains('owned') || it.label.contains('owned') }
        assert jenkins.call('deploy').facts.options.name == evil
        assert jenkins.call('deploy').facts.jenkins.branchName == evil
    }

    @Test
    void 'says nothing and fails nothing where there is nothing to do'() {
        plan(Plans.master() + [groups: []])
        build()
        assert jenkins.verbsRun() == ['plan', 'notify']
    }

    private void build(Map options = null) {
        runner().run(jenkins, 'countablePipeline', options == null ? [] : [options])
    }

    private Throwable buildFails() {
        try {
            build()
        } catch (Throwable failure) {
            return failure
        }
        fail('The build did not fail.')
    }

    private void plan(Map plan) {
        jenkins.verbs.plan = [status: 0, result: plan]
    }

    private void failingTests() {
        jenkins.verbs.test = [
            status: 1, result: Plans.failed('Test', 'TESTS_FAILED', '1 of 3 tests failed.') + [junit: ['junit.xml']],
        ]
    }

    private void chosenAgent(String label) {
        Map plan = Plans.develop()
        plan.groups[0].stages[0].agents = [label]
        this.plan(plan)
    }

    static FlowInterruptedException interruption(FlowInterruptedException.Cause cause) {
        return new FlowInterruptedException(cause)
    }
}
