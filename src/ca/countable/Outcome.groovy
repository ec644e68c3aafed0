package ca.countable

import com.cloudbees.groovy.cps.NonCPS

/** How a verb ended, in one line for Jenkins. */
class Outcome implements Serializable {
    private static final long serialVersionUID = 1

    /**
     * @param name what ran
     * @param status its exit code
     * @param result what it left behind; empty when it left nothing
     * @return why it failed
     */
    @NonCPS
    static String failure(String name, int status, Map result) {
        Map error = (Map) result.error
        if (error) {
            return "${name}: ${error.code}: ${error.message}".toString()
        }
        return "${name} ended with exit code ${status} and left no result; its last lines in the log say why".toString()
    }
}
