package e2e

import java.nio.file.Files
import org.junit.After
import org.junit.Test

/** One of the jobs that projects had before multibranch: {@code shop-test}, {@code shop-stage}, {@code shop-prod}. */
class ClassicJobTest {
    private final File folder = Files.createTempDirectory('countable-groovy-e2e').toFile()
    private final String name = "gr-e2e-${Long.toString(System.nanoTime(), 36)}"
    private final Engine engine = new Engine(name)

    @After
    void remove() {
        engine.removeEverything()
        folder.deleteDir()
    }

    @Test
    void 'shop-test only tests, and the commit it began with though the branch moves on'() {
        Project project = new Project(folder, name, new File('test/fixtures/template'))
        String commit = project.push('develop', 'Count the visits')
        Controller jenkins = new Controller(new Agent(new File(folder, 'agent')), project, [:])
        jenkins.atStage.Test = {
            project.edit('counter/views.py', 'TITLE = "Visits"', 'TITLE = "Vists"')
            project.push('develop', 'Shorten the title')
        }
        Build build = jenkins.build(Job.classic(project, 'develop', 'test'))
        assert build.result == 'SUCCESS'
        assert build.stages == ['Plan', 'Test', 'Tell people']
        assert build.commit == commit
        assert build.tests.Test == [total: 3, failed: 0]
        assert engine.containers('stage') == []
        assert engine.leftOfTests() == []
    }
}
