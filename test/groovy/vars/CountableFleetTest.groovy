package vars

import static org.junit.Assert.fail

import hudson.AbortException
import jenkins.model.Jenkins
import org.junit.Before
import org.junit.Test
import support.Plans
import support.Runner

/** {@code countableFleet()}, on a controller that has all its credentials unless a test says otherwise. */
class CountableFleetTest extends StepCase {
    CountableFleetTest(String how, Runner runner) {
        super(how, runner)
    }

    @Before
    void fresh() {
        Jenkins.variables = [COUNTABLE_CONFIG: '/etc/countable.yml']
        jenkins.verbs.fleet = [status: 0, result: [bucket: 'example', projects: 2, troubles: []]]
        jenkins.credentials = [
            'countable-backup-fleet-aws', 'countable-slack-token', 'countable-fleet-jenkins-user',
            'countable-fleet-jenkins-token',
        ] as Set
    }

    @Test
    void 'runs one verb on one agent, with its own credentials and what the organisation says'() {
        build()
        assert jenkins.verbsRun() == ['fleet']
        Map call = jenkins.call('fleet')
        assert call.stage == 'Check all backups'
        assert call.node == ''
        assert call.limit == 180
        assert call.bound == ['AWS_SHARED_CREDENTIALS_FILE', 'SLACK_BOT_TOKEN', 'JENKINS_USER_ID', 'JENKINS_API_TOKEN']
        assert call.facts.controller == [COUNTABLE_CONFIG: '/etc/countable.yml']
    }

    @Test
    void 'sets its own timer, and runs once at a time'() {
        build()
        assert jenkins.jobProperties == [[
            [property: 'disableConcurrentBuilds'],
            [property: 'pipelineTriggers', of: [[trigger: 'cron', of: 'H 8 * * *']]],
        ]]
    }

    @Test
    void 'goes by another time and agent'() {
        Jenkins.labels = ['tools'] as Set
        build([cron: 'H 20 * * *', agent: 'tools'])
        assert jenkins.jobProperties[0][1].of == [[trigger: 'cron', of: 'H 20 * * *']]
        assert jenkins.call('fleet').node == 'tools'
    }

    @Test
    void 'checks nothing out'() {
        build()
        assert jenkins.checkouts == []
    }

    @Test
    void 'fails while there are troubles'() {
        jenkins.verbs.fleet = [
            status: 10, result: Plans.failed('x', 'BACKUPS_IN_TROUBLE', '1 thing is wrong with backups: shop has no backup.'),
        ]
        assert buildFails().message ==
            'countable fleet: BACKUPS_IN_TROUBLE: 1 thing is wrong with backups: shop has no backup.'
    }

    @Test
    void 'goes on without credentials that are missing, and names them'() {
        jenkins.credentials = ['countable-backup-fleet-aws'] as Set
        build()
        assert jenkins.call('fleet').bound == ['AWS_SHARED_CREDENTIALS_FILE']
        assert jenkins.logText().contains('Without SLACK_BOT_TOKEN')
        assert jenkins.logText().contains('Without JENKINS_API_TOKEN')
    }

    @Test
    void 'refuses arguments that are no data'() {
        assert buildFails([agent: new Date(0)]).message.startsWith('countableFleet: The argument agent is of the class Date')
        assert jenkins.verbsRun() == []
    }

    private void build(Map options = null) {
        runner.run(jenkins, 'countableFleet', options == null ? [] : [options])
    }

    private AbortException buildFails(Map options = null) {
        try {
            build(options)
        } catch (AbortException failure) {
            return failure
        }
        fail('The build did not fail.')
    }
}
