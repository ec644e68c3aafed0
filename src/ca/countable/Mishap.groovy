package ca.countable

import com.cloudbees.groovy.cps.NonCPS

/** What Jenkins itself did to a stage, as plain data: exceptions hold objects that do not survive a restart. */
class Mishap implements Serializable {
    private static final long serialVersionUID = 1
    private static final String INTERRUPTED = 'org.jenkinsci.plugins.workflow.steps.FlowInterruptedException'
    private static final List<String> TIMEOUT = ['ExceededTimeout', 'Timeout has been exceeded']
    private static final List<String> LOST_AGENT = ['RemovedNode', 'RemovedComputer', 'AgentOffline', 'Agent was removed']

    /**
     * @param stage the stage's name
     * @param during {@code node}, {@code checkout} or {@code step}
     * @param failure what ended it
     * @return {@code Mishap} of {@code seam/mishap.ts}
     */
    @NonCPS
    static Map of(String stage, String during, Throwable failure) {
        Map mishap = [stage: stage, during: during, exception: failure.toString()]
        if (isInterruption(failure)) {
            mishap.causes = causes(failure)
        }
        return mishap
    }

    /**
     * @param failure what ended a stage
     * @return whether Jenkins stopped the stage, for whatever reason: what the CLI said last does not tell why
     */
    @NonCPS
    static boolean isInterruption(Throwable failure) {
        return failure.toString().startsWith(INTERRUPTED)
    }

    /**
     * @param failure what ended a stage
     * @return whether somebody, or a newer build, stopped this build: neither a time limit nor a lost agent
     */
    @NonCPS
    static boolean isAbort(Throwable failure) {
        return isInterruption(failure) && !isTimeout(failure) && !isCausedBy(failure, LOST_AGENT)
    }

    /**
     * @param failure what ended a stage
     * @return whether it was a time limit
     */
    @NonCPS
    static boolean isTimeout(Throwable failure) {
        return isInterruption(failure) && isCausedBy(failure, TIMEOUT)
    }

    /**
     * @param failure what ended a stage or a build
     * @return why, in a line
     */
    @NonCPS
    static String words(Throwable failure) {
        List<String> said = []
        if (isInterruption(failure)) {
            for (String cause : causes(failure)) {
                said.add(cause.replaceFirst(/^[\w.$]+: /, ''))
            }
        }
        String text = said ? said.join(', ') : failure.message ?: failure.toString()
        return text.readLines().find { line -> line.trim() }?.trim() ?: failure.toString()
    }

    /**
     * @param failure what ended a stage or a build
     * @return whether Jenkins let a sandboxed library not do what a trusted one may
     */
    @NonCPS
    static boolean isRefusal(Throwable failure) {
        return failure instanceof SecurityException
    }

    @NonCPS
    private static boolean isCausedBy(Throwable failure, List<String> signs) {
        return causes(failure).any { cause -> signs.any { sign -> cause.contains(sign) } }
    }

    /**
     * Type and words of each: the {@code toString} of most is a type and an address in memory. A sandboxed library may
     * not ask for them; their words are the message.
     */
    @NonCPS
    private static List<String> causes(Throwable failure) {
        List<String> texts = []
        try {
            for (Object cause : failure.causes) {
                texts.add(cause.toString().replaceFirst(/@[0-9a-f]+$/, '') + ': ' + cause.shortDescription)
            }
        } catch (SecurityException ignored) {
            return failure.message ? [failure.message] : []
        }
        return texts
    }
}
