package e2e

import java.nio.file.Files
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.FixMethodOrder
import org.junit.Test
import org.junit.runners.MethodSorters

/** The story of a project from its first push to production. Each chapter goes on where the one before ended. */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
class TemplateProjectTest {
    private static final String PASSWORD = 'not-to-be-seen'
    private static final Map<String, Integer> PORTS = [stage: freePort(), prod: freePort()]
    private static File folder
    private static Project project
    private static Engine engine
    private static Agent agent
    private static Controller jenkins
    private static final StepTable STEPS = new StepTable()

    @BeforeClass
    static void setUp() {
        assert new File('resources/ca/countable/countable.mjs').exists() : 'Build it first: node ts-helpers/bundle.ts'
        folder = Files.createTempDirectory('countable-groovy-e2e').toFile()
        String name = "gr-e2e-${Long.toString(System.nanoTime(), 36)}"
        engine = new Engine(name)
        project = new Project(folder, name, new File('test/fixtures/template'))
        agent = new Agent(new File(folder, 'agent'))
        jenkins = new Controller(agent, project, [
            ("${name}-stage-env".toString()): "POSTGRES_PASSWORD=${PASSWORD}\nWEB_PORT=${PORTS.stage}\n".toString(),
            ("${name}-prod-env".toString()): "POSTGRES_PASSWORD=${PASSWORD}\nWEB_PORT=${PORTS.prod}\n".toString(),
        ])
    }

    @AfterClass
    static void tearDown() {
        STEPS.write(new File('build/jenkins-steps.tsv'))
        engine?.removeEverything()
        folder?.deleteDir()
    }

    @Test
    void '1 a push to develop is tested and deployed to staging at the same time'() {
        String commit = project.push('develop', 'Count the visits')
        Build build = build('develop')
        assert build.result == 'SUCCESS'
        assert build.stages as Set == ['Plan', 'Deploy to staging', 'Test', 'Tell people'] as Set
        assert build.shells.size() == 2 + 2
        assert build.sent == ['ca/countable/countable.mjs']
        assert build.workspaces.contains("${project.name}_develop@2".toString())
        assert build.tests.Test == [total: 3, failed: 0]
        assert answers('stage')
        assert engine.labels('stage', 'ca.countable.commit') == [commit] as Set
        assert asksForNothingOfProduction(build)
        assert build.checkouts == 2
        leavesNothing(build)
    }

    @Test
    void '2 a failing test fails the build and tells the committer'() {
        project.edit('counter/views.py', 'TITLE = "Visits"', 'TITLE = "Vists"')
        project.push('develop', 'Shorten the title')
        Build build = build('develop')
        assert build.result == 'FAILURE'
        assert build.failure.message.startsWith('Test: TESTS_FAILED')
        // It is told at once, and once more in the end where the deploy has not ended by then.
        assert build.shells.size() in [2 + 2, 2 + 3]
        assert build.shells.count('countable notify') == build.shells.size() - 3
        assert build.sent == []
        assert build.tests.Test == [total: 3, failed: 1]
        assert build.says('Not sent: there is no Slack token')
        assert build.says('@Ada Lovelace <ada@example.org>')
        assert build.says('test_has_a_title')
        assert build.artifacts['report.html'].contains('TESTS_FAILED')
        leavesNothing(build)
    }

    @Test
    void '3 the fix is told as a fix'() {
        project.edit('counter/views.py', 'TITLE = "Vists"', 'TITLE = "Visits"')
        project.push('develop', 'Mend the title')
        Build build = build('develop')
        assert build.result == 'SUCCESS'
        assert build.sent == []
        assert build.says('green again after')
        assert build.says('Fixed by')
        assert build.says('Mend the title (Ada Lovelace)')
        assert answers('stage')
        leavesNothing(build)
    }

    @Test
    void '4 master with failing tests does not touch production'() {
        project.edit('counter/views.py', 'TITLE = "Visits"', 'TITLE = "Vists"')
        project.push('master', 'Shorten the title again')
        Build build = build('master')
        assert build.result == 'FAILURE'
        assert build.stages == ['Plan', 'Test', 'Tell people']
        assert build.shells.size() == 1 + 2
        assert asksForNothingOfProduction(build)
        assert engine.containers('prod') == []
        leavesNothing(build)
    }

    @Test
    void '5 master goes to production once its tests pass'() {
        project.edit('counter/views.py', 'TITLE = "Vists"', 'TITLE = "Visits"')
        String commit = project.push('master', 'Mend the title again')
        Build build = build('master')
        assert build.result == 'SUCCESS'
        assert build.stages == ['Plan', 'Test', 'Deploy to production', 'Tell people']
        assert !asksForNothingOfProduction(build)
        assert build.shells.size() == 2 + 2
        assert build.sent == []
        assert answers('prod')
        assert engine.labels('prod', 'ca.countable.commit') == [commit] as Set
        leavesNothing(build)
    }

    @Test
    void '6 a feature branch is tested only, without secrets of an environment'() {
        Map<String, Set> before = ['stage', 'prod'].collectEntries { [it, engine.containers(it) as Set] }
        String branch = 'feature/colours;touch${IFS}hacked;$(touch${IFS}hacked)'
        project.push(branch, 'Try $(touch hacked); `touch hacked`')
        Build build = build(branch)
        assert build.result == 'SUCCESS'
        assert build.stages == ['Plan', 'Test', 'Tell people']
        assert build.shells.size() == 1 + 2
        assert build.credentials.every { it == 'countable-slack-token' || it.endsWith('-test-env') }
        assert ['stage', 'prod'].collectEntries { [it, engine.containers(it) as Set] } == before
        leavesNothing(build)
    }

    private static Build build(String branch) {
        return STEPS.add(jenkins.build(branch))
    }

    private static boolean asksForNothingOfProduction(Build build) {
        return !build.credentials.any { it == 'countable-sentry-token' || it.endsWith('-prod-env') }
    }

    private static void leavesNothing(Build build) {
        assert engine.leftOfTests() == []
        assert !build.says(PASSWORD)
        folder.eachFileRecurse { assert it.name != 'hacked' }
    }

    /** The page, which needs the database, and a static file, which nginx serves from a volume that web fills. */
    private static boolean answers(String environment) {
        String address = "http://localhost:${PORTS[environment]}"
        return new URL("${address}/").text.contains('<h1>Visits</h1>') &&
            new URL("${address}/static/counter/style.css").text.contains('{')
    }

    private static int freePort() {
        return new ServerSocket(0).withCloseable { it.localPort }
    }
}
