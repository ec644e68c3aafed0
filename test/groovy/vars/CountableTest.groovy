package vars

import static org.junit.Assert.fail

import hudson.AbortException
import org.junit.Before
import org.junit.Test
import support.Plans
import support.Runner

/** The step {@code countable('verb')}. */
class CountableTest extends StepCase {
    CountableTest(String how, Runner runner) {
        super(how, runner)
    }

    @Before
    void deploys() {
        jenkins.verbs.deploy = [status: 0, result: Plans.passed('Deploy to staging')]
    }

    @Test
    void 'runs one verb, and returns what it left behind'() {
        assert step('deploy', [arguments: ['stage']]) == Plans.passed('Deploy to staging')
        assert jenkins.verbsRun() == ['deploy']
        assert jenkins.call('deploy').arguments == ['stage']
    }

    @Test
    void 'runs a verb of two words, as a job does that removes previews every night'() {
        jenkins.verbs.previews = [status: 0, result: [seam: 1, done: [], warnings: [], staying: []]]
        assert step('previews', [arguments: ['reconcile']]).done == []
        assert jenkins.call('previews').arguments == ['reconcile']
    }

    @Test
    void 'needs no options'() {
        jenkins.verbs.test = [status: 0, result: Plans.passed('Test')]
        assert step('test').outcome == 'passed'
        assert jenkins.call('test').minutes == null
        assert jenkins.call('test').facts.options == [:]
    }

    @Test
    void 'hands on settings, source, credentials and time limit'() {
        jenkins.credentials = ['shop-stage-env'] as Set
        step('deploy', [
            arguments: ['stage'], timeLimitMinutes: 20, settings: [name: 'shop'], scm: [GIT_COMMIT: 'c0ffee'],
            credentials: [[id: 'shop-stage-env', kind: 'file', variable: 'COUNTABLE_ENV_FILE']],
        ])
        Map call = jenkins.call('deploy')
        assert call.minutes == '20'
        assert call.bound == ['COUNTABLE_ENV_FILE']
        assert call.facts.options == [name: 'shop']
        assert call.facts.scm == [GIT_COMMIT: 'c0ffee']
        assert call.facts.jenkins.buildNumber == 12
    }

    @Test
    void 'fails with the error of the verb'() {
        jenkins.verbs.deploy = [status: 1, result: Plans.failed('Deploy to staging', 'UNHEALTHY', 'web is unhealthy.')]
        assert stepFails().message == 'countable deploy: UNHEALTHY: web is unhealthy.'
    }

    @Test
    void 'fails with the exit code of a verb that left nothing'() {
        jenkins.verbs.deploy = [status: 137]
        assert stepFails().message.startsWith('countable deploy ended with exit code 137 and left no result')
    }

    @Test
    void 'quotes what it puts into the shell script'() {
        String evil = "stage'; touch /tmp/owned; '"
        step('deploy', [arguments: [evil]])
        assert jenkins.call('deploy').script.contains("'stage'\\''; touch /tmp/owned; '\\'''")
    }

    /** In a node, as the step wants it. */
    private Object step(String verb, Map options = null) {
        Object left = null
        jenkins.inside('node', '') {
            left = runner.run(jenkins, 'countable', options == null ? [verb] : [verb, options])
        }
        return left
    }

    private AbortException stepFails() {
        try {
            step('deploy', [arguments: ['stage']])
        } catch (AbortException failure) {
            return failure
        }
        fail('The step did not fail.')
    }
}
