package vars

import org.jenkinsci.plugins.credentialsbinding.impl.CredentialNotFoundException
import org.junit.Test
import support.Plans
import support.Runner

/** Which stage sees which secret, and what people write never reaches a shell. */
class CountablePipelineCredentialsTest extends PipelineCase {
    CountablePipelineCredentialsTest(String how, Runner runner) {
        super(how, runner)
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
    void 'asks for no credentials of a deploy in a pull request'() {
        plan(Plans.pullRequest())
        List<String> asked = []
        jenkins.instead['enter withCredentials'] = { List bindings -> asked.addAll(bindings*.credentialsId) }
        build()
        assert jenkins.verbsRun() == ['plan', 'test', 'notify']
        assert asked == ['shop-test-env', 'countable-slack-token']
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
    void 'says nothing of a missing credential that few projects have'() {
        plan(Plans.develop())
        build()
        assert jenkins.call('test').bound == []
        assert !jenkins.logText().contains('COUNTABLE_TEST_ENV_FILE')
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
}
