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
     * Runs the work once, with those credentials that there are. One that is missing is named in the log, unless it is rare.
     *
     * @param credentials maps of {@code id}, {@code kind} ({@code file} or {@code string}), {@code variable} and,
     *     where few projects have it, {@code isRare}
     * @param work what needs them
     */
    void bind(List<Map> credentials, Closure work) {
        if (!credentials) {
            work()
            return
        }
        boolean bound = false
        int missing = -1
        try {
            script.withCredentials(bindings(credentials)) {
                bound = true
                work()
            }
        } catch (Exception failure) {
            missing = bound ? -1 : missingIn(credentials, failure)
            if (missing < 0) {
                throw failure
            }
            if (!credentials[missing].isRare) {
                script.echo("Without ${credentials[missing].variable}: ${failure.message}".toString())
            }
        }
        if (missing >= 0) {
            List<Map> others = new ArrayList(credentials)
            others.remove(missing)
            bind(others, work)
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

    /** Jenkins names the first that it has not got. Which of them that is; -1 where it is another failure. */
    @NonCPS
    private static int missingIn(List<Map> credentials, Exception failure) {
        if (!failure.toString().contains('CredentialNotFoundException')) {
            return -1
        }
        String said = failure.message
        int named = credentials.findIndexOf { credential -> said.contains("'" + credential.id + "'") }
        return named < 0 && credentials.size() == 1 ? 0 : named
    }
}
