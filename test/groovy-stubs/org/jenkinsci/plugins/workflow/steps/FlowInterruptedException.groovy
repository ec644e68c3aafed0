package org.jenkinsci.plugins.workflow.steps

/** What a step throws when Jenkins ends it: an abort, a time limit, a lost agent. */
class FlowInterruptedException extends InterruptedException {
    final List<Cause> causes

    FlowInterruptedException(Cause... causes) {
        this.causes = causes as ArrayList
    }

    /** Jenkins' own have no {@code toString}. */
    static class Cause implements Serializable {
        final String shortDescription

        Cause(String shortDescription) {
            this.shortDescription = shortDescription
        }
    }

    static class UserInterruption extends Cause {
        UserInterruption(String user) {
            super("Aborted by ${user}")
        }
    }

    static class ExceededTimeout extends Cause {
        ExceededTimeout() {
            super('Timeout has been exceeded')
        }
    }

    static class RemovedNodeCause extends Cause {
        RemovedNodeCause() {
            super('Agent was removed')
        }
    }

    static class CancelledCause extends Cause {
        CancelledCause(int build) {
            super("Superseded by #${build}")
        }
    }
}
