package ca.countable

import com.cloudbees.groovy.cps.NonCPS

/** Jenkins credentials as environment variables of one piece of work. */
class Secrets implements Serializable {
    private static final long serialVersionUID = 1
    private final Object script

    /** @param script the running pipeline script */
    Secrets(Object script) {
        this.script = script
    }

    /**
     * Runs the work once, with those credentials that there are. One that is missing is named in the log.
     *
     * @param credentials maps of {@code id}, {@code kind} ({@code file} or {@code string}) and {@code variable}
     * @param work what needs them
     */
    void bind(List<Map> credentials, Closure work) {
        if (!credentials) {
            work()
            return
        }
        Map credential = credentials[0]
        List<Map> others = credentials.subList(1, credentials.size()) as ArrayList
        boolean bound = false
        String missing = null
        try {
            script.withCredentials([binding(credential)]) {
                bound = true
                bind(others, work)
            }
        } catch (Exception failure) {
            missing = bound ? null : whyMissing(failure)
            if (missing == null) {
                throw failure
            }
        }
        if (missing != null) {
            script.echo("Without ${credential.variable}: ${missing}".toString())
            bind(others, work)
        }
    }

    private Object binding(Map credential) {
        Map how = [credentialsId: credential.id, variable: credential.variable]
        return credential.kind == 'file' ? script.file(how) : script.string(how)
    }

    @NonCPS
    private static String whyMissing(Exception failure) {
        return failure.toString().contains('CredentialNotFoundException') ? failure.message : null
    }
}
