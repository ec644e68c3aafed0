package ca.countable

import hudson.AbortException
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException
import org.junit.Test
import support.Sources

class MishapTest {
    private final Class mishap = Sources.load('Mishap')

    @Test
    void 'an exception that only mentions an interruption is none'() {
        AbortException failure = new AbortException('see org.jenkinsci.plugins.workflow.steps.FlowInterruptedException')
        assert !mishap.isInterruption(failure)
        assert mishap.of('Test', 'step', failure) == [stage: 'Test', during: 'step', exception: failure.toString()]
    }

    @Test
    void 'tells type and words of every cause'() {
        FlowInterruptedException failure = new FlowInterruptedException(
            new FlowInterruptedException.UserInterruption('Ada'), new FlowInterruptedException.CancelledCause(13))
        String type = FlowInterruptedException.name
        assert mishap.of('Test', 'step', failure).causes ==
            ["${type}\$UserInterruption: Aborted by Ada".toString(), "${type}\$CancelledCause: Superseded by #13".toString()]
    }

    @Test
    void 'who stops a build aborts it, a time limit and a lost agent do not'() {
        assert mishap.isAbort(new FlowInterruptedException(new FlowInterruptedException.UserInterruption('Ada')))
        assert mishap.isAbort(new FlowInterruptedException(new FlowInterruptedException.CancelledCause(13)))
        assert mishap.isAbort(new FlowInterruptedException())
        assert !mishap.isAbort(new FlowInterruptedException(new FlowInterruptedException.ExceededTimeout()))
        assert !mishap.isAbort(new FlowInterruptedException(new FlowInterruptedException.RemovedNodeCause()))
        assert !mishap.isAbort(new AbortException('script returned exit code 1'))
    }
}
