package e2e

import java.nio.file.Files
import org.junit.After
import org.junit.Test

/** A build that somebody stops. */
class AbortTest {
    private final File folder = Files.createTempDirectory('countable-groovy-e2e').toFile()
    private final String name = "gr-e2e-${Long.toString(System.nanoTime(), 36)}"
    private final Engine engine = new Engine(name)

    @After
    void remove() {
        engine.removeEverything()
        folder.deleteDir()
    }

    @Test
    void 'tests that are stopped leave nothing behind, and the build ends as stopped'() {
        Project project = new Project(folder, name, new File('test/fixtures/template'))
        project.edit('counter/tests.py', 'class IndexTest', 'import time; time.sleep(600)\n\n\nclass IndexTest')
        project.push('feature/slow', 'Take a rest')
        Controller jenkins = new Controller(new Agent(new File(folder, 'agent')), project, [:])
        jenkins.atStage.Test = {
            Thread.startDaemon {
                while (engine.leftOfTests().empty) {
                    sleep(500)
                }
                jenkins.abort()
            }
        }
        Build build = jenkins.build('feature/slow')
        assert build.result == 'ABORTED'
        assert build.shells == ['countable plan', 'countable test', 'countable notify']
        assert engine.leftOfTests() == []
        assert !build.says('@Ada Lovelace')
        assert build.says('feature/slow: the build was aborted')
        assert build.says('Aborted by Grace.')
        assert build.artifacts['report.html'].contains('The build was stopped: Aborted by Grace.')
    }
}
