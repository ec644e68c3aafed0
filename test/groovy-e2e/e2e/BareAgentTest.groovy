package e2e

import java.nio.file.Files
import org.junit.After
import org.junit.Test

/** An agent on which nothing is installed. */
class BareAgentTest {
    private final File folder = Files.createTempDirectory('countable-groovy-e2e').toFile()

    @After
    void remove() {
        folder.deleteDir()
    }

    @Test
    void 'without Node the first step says how to install it'() {
        Project project = new Project(folder, 'shop', new File('test/fixtures/template'))
        project.push('develop', 'Count the visits')
        Agent agent = new Agent(new File(folder, 'agent'), '/nowhere')
        Build build = new Controller(agent, project, [:]).build('develop')
        assert build.result == 'FAILURE'
        assert build.failure.message.startsWith('Plan ended with exit code 3')
        assert build.says('✗ NODE_MISSING: Node is not installed on this agent.')
        assert build.says('sudo apt-get install -y nodejs')
        assert build.stages == ['Plan', 'Tell people']
    }
}
