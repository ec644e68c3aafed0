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
    void 'a deploy that is stopped says what it left running'() {
        Project project = new Project(folder, name, new File('test/fixtures/template'))
        project.edit('dc.stage.yml', '  web:\n', '  web:\n    healthcheck: {test: [CMD, "false"], interval: 1s, start_period: 600s}\n')
        String commit = project.push('develop', 'Never be healthy')
        Controller jenkins = new Controller(new Agent(new File(folder, 'agent')), project, [
            ("${name}-stage-env".toString()): "POSTGRES_PASSWORD=secret\nWEB_PORT=${freePort()}\n".toString(),
        ])
        jenkins.atStage['Deploy to staging'] = {
            Thread.startDaemon {
                while (!('web' in engine.running('stage'))) {
                    sleep(500)
                }
                jenkins.abort()
            }
        }
        Build build = jenkins.build('develop')
        assert build.result == 'ABORTED'
        assert build.says('the build was aborted during Deploy to staging')
        assert build.says("of ${commit.take(12)} now, which was not up as a whole")
        assert build.artifacts['report.html'].contains('What it left running')
        assert build.description.contains('aborted during Deploy to staging')
    }

    private static int freePort() {
        return new ServerSocket(0).withCloseable { it.localPort }
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
