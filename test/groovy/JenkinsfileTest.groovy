import com.lesfurets.jenkins.unit.BasePipelineTest
import org.junit.Before
import org.junit.Test

/** The library's own Jenkinsfile. */
class JenkinsfileTest extends BasePipelineTest {
    private final List<List> steps = []
    private boolean gateFails = false

    @Override
    @Before
    void setUp() {
        super.setUp()
        helper.registerAllowedMethod('stage', [String, Closure]) { String name, Closure body -> body() }
        helper.registerAllowedMethod('timeout', [Map, Closure]) { Map limit, Closure body -> body() }
        helper.registerAllowedMethod('retry', [Integer, Closure]) { Integer times, Closure body -> body() }
        helper.registerAllowedMethod('checkout', [Map]) { Map scm -> steps.add(['checkout']) }
        helper.registerAllowedMethod('sh', [Map]) { Map args -> steps.add(['sh', args.script]); gate() }
        helper.registerAllowedMethod('junit', [Map]) { Map args -> steps.add(['junit', args.testResults]) }
        binding.setVariable('scm', [:])
    }

    @Test
    void 'runs the gate, and publishes what it counted'() {
        runScript('Jenkinsfile')
        assert steps == [['checkout'], ['sh', 'script/test'], ['junit', 'build/test-results/**/*.xml']]
    }

    @Test
    void 'publishes results of a gate that failed'() {
        gateFails = true
        try {
            runScript('Jenkinsfile')
            assert false : 'The build did not fail.'
        } catch (IOException failure) {
            assert failure.message == 'script returned exit code 1'
        }
        assert steps.last() == ['junit', 'build/test-results/**/*.xml']
    }

    private void gate() {
        if (gateFails) {
            throw new IOException('script returned exit code 1')
        }
    }
}
