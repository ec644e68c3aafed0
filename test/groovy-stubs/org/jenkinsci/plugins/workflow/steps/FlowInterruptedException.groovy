package org.jenkinsci.plugins.workflow.steps

import jenkins.model.Jenkins

/** What a step throws when Jenkins ends it: an abort, a time limit, a lost agent. */
class FlowInterruptedException extends InterruptedException {
    private final List<Cause> known

    FlowInterruptedException(Cause... causes) {
        this.known = causes as ArrayList
    }

    List<Cause> getCauses() {
        Jenkins.use('method org.jenkinsci.plugins.workflow.steps.FlowInterruptedException getCauses')
        return known
    }

    @Override
    String getMessage() {
        return known*.shortDescription.join(', ')
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
