package support

import static org.junit.Assert.fail

import org.codehaus.groovy.control.MultipleCompilationErrorsException
import org.junit.Test

/** That the runner is as strict as a controller. */
class CpsRunnerTest {
    private final CpsRunner runner = new CpsRunner()

    @Test
    void 'refuses the spread operator, as a controller does'() {
        assert failure(MultipleCompilationErrorsException) { runner.compile('def call() { [*[1, 2]] }') }
            .message.contains('spread not yet supported')
    }

    @Test
    void 'refuses a value that does not survive a restart between two steps'() {
        String program = 'def call() { def stream = new ByteArrayInputStream(new byte[0]); echo "x"; return stream }'
        failure(NotSerializableException) { runner.run(new FakeJenkins(), runner.compile(program), []) }
    }

    @Test
    void 'goes on with the copy'() {
        String program = 'def call() { def list = [1]; echo "x"; list.add(2); return list }'
        assert runner.run(new FakeJenkins(), runner.compile(program), []) == [1, 2]
    }

    private static Throwable failure(Class<? extends Throwable> type, Closure body) {
        try {
            body()
        } catch (Throwable thrown) {
            assert type.isInstance(thrown)
            return thrown
        }
        fail("No ${type.simpleName}.")
    }
}
