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
        boolean bound = false
        Map missing = null
        try {
            script.withCredentials(bindings(credentials)) {
                bound = true
                work()
            }
        } catch (Exception failure) {
            missing = bound ? null : missingOf(credentials, failure)
            if (missing == null) {
                throw failure
            }
            script.echo("Without ${missing.variable}: ${failure.message}".toString())
        }
        if (missing != null) {
            bind(without(missing, credentials), work)
        }
    }

    private List bindings(List<Map> credentials) {
        List bindings = []
        for (int i = 0; i < credentials.size(); i++) {
            Map how = [credentialsId: credentials[i].id, variable: credentials[i].variable]
            bindings.add(credentials[i].kind == 'file' ? script.file(how) : script.string(how))
        }
        return bindings
    }

    /** Jenkins names the first that it has not got. */
    @NonCPS
    private static Map missingOf(List<Map> credentials, Exception failure) {
        if (!failure.toString().contains('CredentialNotFoundException')) {
            return null
        }
        String said = failure.message
        Map named = credentials.find { credential -> said.contains("'" + credential.id + "'") }
        return named ?: credentials.size() == 1 ? credentials[0] : null
    }

    @NonCPS
    private static List<Map> without(Map one, List<Map> credentials) {
        return credentials.findAll { credential -> credential.id != one.id }
    }
}
