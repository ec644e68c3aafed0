package vars

import hudson.AbortException
import jenkins.model.Jenkins
import org.junit.Test
import support.FakeScm
import support.Plans
import support.Runner

/** What a stage checks out. */
class CountablePipelineCheckoutTest extends PipelineCase {
    CountablePipelineCheckoutTest(String how, Runner runner) {
        super(how, runner)
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
        Jenkins.labels = ['stage', 'test'] as Set
        ownWorkspaces()
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
        ownWorkspaces()
        build()
        assert jenkins.checkouts.size() == 3
        assert jenkins.checkouts.every { it instanceof FakeScm }
    }

    @Test
    void 'checks out once where it is the same workspace, and the CLI sees that it still holds that'() {
        build()
        assert jenkins.checkouts.size() == 1
        assert jenkins.calls*.facts*.checkedOut == [null, 'c0ffee', 'c0ffee', null]
    }

    @Test
    void 'checks out anew where another build had the workspace in between'() {
        Map stale = Plans.failed('Test', 'CHECKOUT_STALE', 'The workspace holds another commit.')
        Map passed = jenkins.verbs.test
        jenkins.instead['sh test'] = { Map call -> jenkins.verbs.test = call.facts.checkedOut ? [status: 6, result: stale] : passed }
        build()
        assert jenkins.checkouts.size() == 2
        assert jenkins.verbsRun() == ['plan', 'deploy', 'test', 'test', 'notify']
        assert jenkins.call('notify').facts.results*.outcome == ['passed', 'passed']
    }

    @Test
    void 'checks out for each stage where what was checked out differs from its commit'() {
        plan(Plans.develop() + [build: Plans.develop().build + [dirty: true]])
        build()
        assert jenkins.checkouts.size() == 3
    }

    private void ownWorkspaces() {
        jenkins.workspaceOf = { int number -> "/agent/workspace/shop_develop@${number}".toString() }
    }
}
