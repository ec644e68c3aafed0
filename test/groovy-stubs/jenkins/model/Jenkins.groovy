package jenkins.model

import hudson.slaves.EnvironmentVariablesNodeProperty

/** What the library asks of Jenkins' own classes: whether any agent fits a label expression, and global variables. */
class Jenkins {
    /** Labels that agents have, each of an agent of its own; null for a controller that does not let a script ask. */
    static Set<String> labels = [] as Set

    /** Variables that the controller sets for all builds. */
    static Map<String, String> variables = [:]

    static Jenkins get() {
        if (labels == null) {
            throw new SecurityException('Scripts not permitted to use staticMethod jenkins.model.Jenkins get')
        }
        return new Jenkins()
    }

    List<Object> getGlobalNodeProperties() {
        return ['a property of another kind', new EnvironmentVariablesNodeProperty(envVars: new TreeMap(variables))]
    }

    Label getLabel(String name) {
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
