package vars

import hudson.triggers.TimerTrigger
import jenkins.model.Jenkins
import org.junit.Test
import support.FakeBuild
import support.FakeJob
import support.Plans
import support.Runner
import support.Sandbox

/** The nightly backup: the timer that the job has, and the builds that it begins. */
class CountablePipelineNightlyTest extends PipelineCase {
    private static final String MARK = '# The next line is of countablePipeline(): the nightly backup.'
    private static final String OURS = "${MARK}\n17 4 * * *"
    private static final String BY_TIMER = 'Started by timer'
    /** 1,700,000,000 s: it was 22:13 in UTC. */
    private static final long BEGUN = 1_700_000_000_000

    CountablePipelineNightlyTest(String how, Runner runner) {
        super(how, runner)
    }

    @Test
    void 'gives the job of a branch that is backed up a timer, and no second one in the next build'() {
        plan(Plans.develop() + [timer: '17 4 * * *'])
        build()
        build()
        assert timer == OURS
        assert FakeJob.current.changes == 1
    }

    @Test
    void 'leaves the timers of others as they are: polling, and lines of the Jenkinsfile'() {
        Object polling = new Object()
        FakeJob.current.triggers = [polling, new TimerTrigger('TZ=Europe/Paris\n30 4 * * *')]
        plan(Plans.develop() + [timer: '17 4 * * *'])
        build()
        assert FakeJob.current.triggers.contains(polling)
        assert timer == "TZ=Europe/Paris\n30 4 * * *\n${OURS}"
        plan(Plans.develop() + [timer: '0 5 * * *'])
        build()
        assert timer == "TZ=Europe/Paris\n30 4 * * *\n${MARK}\n0 5 * * *"
        plan(Plans.develop())
        build()
        assert timer == 'TZ=Europe/Paris\n30 4 * * *'
        assert FakeJob.current.triggers.contains(polling)
    }

    @Test
    void 'takes the timer away where nothing is backed up any more, and touches no job that has none'() {
        build()
        assert FakeJob.current.changes == 0
        FakeJob.current.triggers = [new TimerTrigger(OURS)]
        build()
        assert FakeJob.current.triggers == []
    }

    @Test
    void 'goes on where the timer cannot be set, and says so'() {
        plan(Plans.develop() + [timer: '17 4 * * *'])
        FakeJob.current.metaClass.addTrigger = { Object trigger -> throw new IOException('the disk is full') }
        build()
        assert jenkins.logText().contains('The timer of the nightly backup could not be set: java.io.IOException: the disk is full.')
        assert jenkins.verbsRun() == ['plan', 'deploy', 'test', 'notify']
    }

    @Test
    void 'says in a sandboxed library that no backup begins by itself, where one was to'() {
        Sandbox.close()
        build()
        assert !jenkins.logText().contains('No backup begins by itself')
        plan(Plans.develop() + [timer: '17 4 * * *'])
        build()
        assert jenkins.log.any { it.startsWith('No backup begins by itself. This library is sandboxed') }
        assert timer == null
    }

    @Test
    void 'backs up and proves, each with its own credentials, and passes no milestone'() {
        jenkins.build.causes = [BY_TIMER]
        Jenkins.labels = ['prod', 'proof'] as Set
        jenkins.credentials = [
            'countable-backup-key-id', 'countable-backup-key-secret', 'countable-backup-key', 'countable-evidence-key',
        ] as Set
        plan(Plans.nightly())
        jenkins.verbs.backup = [status: 0, result: Plans.passed('Back up')]
        jenkins.verbs.verify = [status: 0, result: Plans.passed('Prove')]
        jenkins.verbs.restore = [status: 0, result: Plans.passed('Drop what restores replaced')]
        build()
        assert jenkins.verbsRun() == ['plan', 'backup', 'verify', 'restore', 'notify']
        assert jenkins.milestones == []
        assert jenkins.call('backup').node == 'prod'
        assert jenkins.call('backup').arguments == []
        assert jenkins.call('backup').bound == ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']
        assert jenkins.call('backup').limit == 362
        assert jenkins.call('verify').node == 'proof'
        assert jenkins.call('verify').bound as Set == [
            'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'COUNTABLE_BACKUP_KEY_FILE', 'COUNTABLE_EVIDENCE_KEY_FILE',
        ] as Set
        assert jenkins.call('restore').node == 'prod'
        assert jenkins.call('restore').arguments == ['--prune']
        assert jenkins.call('notify').facts.results*.stage == ['Back up', 'Prove', 'Drop what restores replaced']
        assert jenkins.call('notify').facts.plan.byTimer
    }

    @Test
    void 'tells the CLI of a build that timers alone began, and of no other'() {
        assert toldOf([BY_TIMER]) == [startedMs: BEGUN, offsetMinutes: offset, otherDueMs: null]
        assert toldOf([BY_TIMER, BY_TIMER]) != null
        assert toldOf([BY_TIMER, 'Started by an SCM change']) == null
        assert toldOf(['Started by user Ada']) == null
        assert toldOf([]) == null
        Sandbox.close()
        assert toldOf([BY_TIMER]) == null
    }

    @Test
    void 'tells when other timers of the job were due last'() {
        Calendar begun = Calendar.instance
        begun.timeInMillis = BEGUN
        int minute = begun.get(Calendar.MINUTE)
        int hour = begun.get(Calendar.HOUR_OF_DAY)
        long sharp = BEGUN.intdiv(60_000) * 60_000
        FakeJob.current.triggers = [new TimerTrigger("# mine\n${minute} ${hour} * * *\n0 0 * * *\n${OURS}".toString())]
        assert toldOf([BY_TIMER]).otherDueMs == sharp
        FakeJob.current.triggers = [new TimerTrigger("TZ=UTC\n13 22 * * *".toString())]
        assert toldOf([BY_TIMER]).otherDueMs == sharp
        FakeJob.current.triggers = [new TimerTrigger('every night')]
        assert toldOf([BY_TIMER]).otherDueMs == sharp
        FakeJob.current.triggers = [new TimerTrigger(OURS)]
        assert toldOf([BY_TIMER]).otherDueMs == null
    }

    @Test
    void 'takes a replay for what it is a replay of'() {
        FakeBuild night = new FakeBuild(number: 9, result: 'FAILURE', causes: [BY_TIMER], startTimeInMillis: BEGUN - 5000)
        FakeBuild again = new FakeBuild(number: 10, result: 'FAILURE', causes: ['Started by user Ada', 'Replayed #9'], previousBuild: night)
        jenkins.build.previousBuild = new FakeBuild(number: 11, result: 'SUCCESS', causes: ['Started by user Ada'], previousBuild: again)
        assert toldOf(['Started by user Ada', 'Replayed #10']).startedMs == BEGUN - 5000
        assert toldOf(['Started by user Ada', 'Replayed #11']) == null
        assert toldOf(['Started by user Ada', 'Replayed #3']) == null
    }

    @Test
    void 'looks at earlier builds of its own kind to know how that stands'() {
        FakeBuild commit = new FakeBuild(number: 10, result: 'FAILURE', causes: ['Started by an SCM change'])
        jenkins.build.previousBuild = new FakeBuild(number: 11, result: 'SUCCESS', causes: [BY_TIMER], previousBuild: commit)
        jenkins.build.causes = [BY_TIMER]
        build()
        assert jenkins.call('plan').facts.jenkins.previousResult == 'SUCCESS'
        jenkins.build.causes = ['Started by user Ada']
        build()
        assert jenkins.call('plan').facts.jenkins.previousResult == 'FAILURE'
    }

    private Map toldOf(List<String> causes) {
        jenkins.build.causes = causes
        build()
        return (Map) jenkins.call('plan').facts.jenkins.timer
    }

    private static String getTimer() {
        return FakeJob.current.timer
    }

    private static int getOffset() {
        return TimeZone.default.getOffset(BEGUN).intdiv(60_000)
    }
}
