package jenkins.model

import hudson.slaves.EnvironmentVariablesNodeProperty
import org.jenkinsci.plugins.scriptsecurity.sandbox.RejectedAccessException

/** What the library asks of Jenkins' own classes: whether any agent fits a label expression, and global variables. */
class Jenkins {
    /** Labels that agents have, each of an agent of its own. */
    static Set<String> labels = [] as Set

    /** What a sandboxed library may not use, as script-security writes it. */
    static Set<String> refused = [] as Set

    static void use(String signature) {
        if (refused.contains(signature)) {
            throw new RejectedAccessException(signature)
        }
    }

    /** Variables that the controller sets for all builds. */
    static Map<String, String> variables = [:]

    static Jenkins get() {
        use('staticMethod jenkins.model.Jenkins get')
        return new Jenkins()
    }

    List<Object> getGlobalNodeProperties() {
        return ['a property of another kind', new EnvironmentVariablesNodeProperty(envVars: new TreeMap(variables))]
    }

    Label getLabel(String name) {
        use('method jenkins.model.Jenkins getLabel java.lang.String')
        return new Label(name)
    }
}

class Label {
    private final List<String> atoms

    Label(String expression) {
        this.atoms = expression.split(' && ') as List
    }

    /** Of names, `!name` and `&&`: what the library itself writes. */
    boolean isEmpty() {
        return !Jenkins.labels.any { label ->
            atoms.every { atom -> atom.startsWith('!') ? atom.substring(1) != label : atom == label }
        }
    }
}
