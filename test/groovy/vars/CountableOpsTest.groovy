package vars

import static org.junit.Assert.fail

import hudson.AbortException
import jenkins.model.Jenkins
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException
import org.junit.Before
import org.junit.Test
import support.FakeBuild
import support.Plans
import support.Runner
import support.Sandbox

/** {@code countableOps()}, which goes by what the CLI plans: test/ts/seam.test.ts records that. */
class CountableOpsTest extends StepCase {
    private static final Map RESTORE = [ACTION: 'restore', PROJECT: 'shop', AT: '2026-11-27', UNDO: false]

    CountableOpsTest(String how, Runner runner) {
        super(how, runner)
    }

    @Before
    void fresh() {
        Jenkins.variables = [COUNTABLE_CONFIG: '/etc/countable.yml']
        Jenkins.labels = ['shop-prod'] as Set
        jenkins.env.putAll([JOB_NAME: 'operations', BRANCH_NAME: null])
        jenkins.build = new FakeBuild(causes: ['Started by user ada'])
        jenkins.credentials = ['countable-backup-key-id', 'countable-backup-key-secret'] as Set
        jenkins.verbs.restore = [status: 0, result: Plans.passed('Restore')]
    }

    @Test
    void 'makes the form of the job, and does nothing else while nothing was chosen'() {
        chosen('help', [:])
        build()
        assert jenkins.verbsRun() == ['operation']
        assert jenkins.jobProperties == [[[property: 'parameters', of: [
            [name: 'ACTION', description: described('ACTION'), choices: ['help', 'restore'], kind: 'choice'],
            [name: 'PROJECT', description: described('PROJECT'), defaultValue: '', trim: true, kind: 'string'],
            [name: 'PLAN', description: described('PLAN'), defaultValue: false, kind: 'booleanParam'],
        ]]]]
        assert jenkins.logText().contains('Build with Parameters')
    }

    @Test
    void 'tells the CLI as data what was chosen, and by whom'() {
        chosen('restore', RESTORE)
        build()
        Map facts = jenkins.call('operation').facts
        assert facts.operation == [parameters: RESTORE, by: 'ada']
        assert facts.controller == [COUNTABLE_CONFIG: '/etc/countable.yml']
        assert facts.jenkins.jobName == 'operations'
        assert jenkins.call('operation').arguments == []
    }

    @Test
    void 'shows the plan, has it confirmed while no executor is held, and does it'() {
        chosen('restore', RESTORE)
        build()
        assert jenkins.verbsRun() == ['operation', 'restore', 'restore']
        List<Map> calls = jenkins.calls.findAll { it.verb == 'restore' }
        assert calls*.arguments == [['shop', '--at=2026-11-27', '--plan'], ['shop', '--at=2026-11-27', '--yes=shop']]
        assert calls*.stage == ['Plan', 'restore']
        assert calls*.node == ['shop-prod', 'shop-prod']
        assert calls*.limit == [720, 720]
        assert calls[1].bound == ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']
        assert jenkins.questions == [[
            message: 'restore: this replaces or removes data of shop, in production. What would be done stands in the log.',
            ok: 'Do it', submitterParameter: 'by', limit: 60,
        ]]
    }

    @Test
    void 'leaves in the list of builds who did what'() {
        chosen('restore', RESTORE)
        build()
        assert jenkins.build.displayName == '#12 restore shop prod by ada'
        assert jenkins.build.description == 'Confirmed by grace.'
    }

    @Test
    void 'asks those who may confirm, for as long as it is said'() {
        chosen('restore', RESTORE)
        build([submitter: 'grace,operators', minutesToConfirm: 5])
        assert jenkins.questions*.submitter == ['grace,operators']
        assert jenkins.questions*.limit == [5]
    }

    @Test
    void 'does nothing where nobody confirms'() {
        chosen('restore', RESTORE)
        jenkins.instead.input = { Map args -> throw new FlowInterruptedException() }
        try {
            build()
        } catch (FlowInterruptedException ignored) {
            assert jenkins.calls.findAll { it.verb == 'restore' }*.arguments == [['shop', '--at=2026-11-27', '--plan']]
            assert jenkins.build.description == 'Not confirmed: nothing was done.'
            return
        }
        fail('The build was not interrupted.')
    }

    @Test
    void 'asks nobody where it is not production, and goes for the agent once'() {
        Jenkins.labels = ['stage'] as Set
        chosen('restoreStage', [ACTION: 'restore', PROJECT: 'shop', ENVIRONMENT: 'stage'])
        build()
        assert jenkins.questions == []
        assert jenkins.calls*.arguments == [
            [], ['shop', '--environment=stage', '--plan'], ['shop', '--environment=stage'],
        ]
        assert jenkins.calls*.node == ['', 'stage', 'stage']
        assert jenkins.steps.count { it == 'node' } == 2
    }

    @Test
    void 'only shows the plan where that is wanted'() {
        chosen('planned', RESTORE)
        build()
        assert jenkins.calls*.arguments == [[], ['shop', '--plan']]
        assert jenkins.questions == []
    }

    @Test
    void 'has a verb without a project work in the folder of its deploy'() {
        jenkins.verbs.rollback = [status: 0, result: Plans.passed('Rollback of production')]
        chosen('rollback', [ACTION: 'rollback', PROJECT: 'shop', ENVIRONMENT: 'prod'])
        build()
        Map facts = jenkins.call('rollback').facts
        assert facts.options == [name: 'shop']
        assert facts.operation.deployed == [project: 'shop', environment: 'prod']
        assert jenkins.call('rollback').arguments == ['prod']
        assert jenkins.questions.size() == 1
    }

    @Test
    void 'gives words of a group after the first one'() {
        jenkins.verbs.lock = [status: 0, result: [locks: []]]
        chosen('status', [ACTION: 'lock status', PROJECT: 'shop'])
        build()
        assert jenkins.call('lock').arguments == ['status']
    }

    @Test
    void 'fails with what the CLI says of the parameters, before anything runs'() {
        jenkins.params = [ACTION: 'rollback', PROJECT: 'shop']
        jenkins.verbs.operation = [
            status: 2, result: Plans.failed('operation', 'BAD_ARGUMENT', 'countable rollback needs <environment>.'),
        ]
        assert buildFails().message == 'countable operation: BAD_ARGUMENT: countable rollback needs <environment>.'
        assert jenkins.verbsRun() == ['operation']
    }

    @Test
    void 'confirms nothing whose plan fails'() {
        chosen('restore', RESTORE)
        jenkins.verbs.restore = [status: 2, result: Plans.failed('restore', 'BACKUP_MISSING', 'No backup of shop.')]
        assert buildFails().message == 'countable restore: BACKUP_MISSING: No backup of shop.'
        assert jenkins.questions == []
        assert jenkins.verbsRun() == ['operation', 'restore']
    }

    @Test
    void 'runs the CLI without the parameters as variables, and nothing of their values in the shell'() {
        String evil = "shop'; touch /tmp/evil; '\$(id)"
        chosen('restore', RESTORE + [PROJECT: evil, ('odd name; id'): 'x'])
        build()
        for (Map call : jenkins.calls) {
            assert call.script.contains('unset ACTION\nunset PROJECT\nunset AT\nunset UNDO\n')
            assert !call.script.contains('evil') && !call.script.contains('odd name')
        }
    }

    @Test
    void 'says nobody where no user began it'() {
        jenkins.build = new FakeBuild(causes: ['Started by timer'])
        chosen('restore', RESTORE)
        build()
        assert jenkins.call('operation').facts.operation == [parameters: RESTORE]
    }

    @Test
    void 'works in a library that is sandboxed'() {
        Sandbox.close()
        chosen('restore', RESTORE)
        build()
        assert jenkins.verbsRun() == ['operation', 'restore', 'restore']
        assert jenkins.build.displayName == '#12 restore shop prod by ada'
    }

    @Test
    void 'refuses arguments that are no data'() {
        assert buildFails([agent: new Date(0)]).message.startsWith('countableOps: The argument agent is of the class Date')
        assert jenkins.verbsRun() == []
    }

    private void chosen(String plan, Map parameters) {
        jenkins.params = parameters
        jenkins.verbs.operation = [status: 0, result: Plans.operation(plan)]
    }

    private static String described(String name) {
        return Plans.operation('help').parameters.find { it.name == name }.does
    }

    private void build(Map options = null) {
        runner.run(jenkins, 'countableOps', options == null ? [] : [options])
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
