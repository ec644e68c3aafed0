package jenkins.model

/** The one thing of Jenkins' own classes that the library asks: whether any agent fits a label expression. */
class Jenkins {
    /** Labels that agents have, each of an agent of its own; null for a controller that does not let a script ask. */
    static Set<String> labels = [] as Set

    static Jenkins get() {
        if (labels == null) {
            throw new SecurityException('Scripts not permitted to use staticMethod jenkins.model.Jenkins get')
        }
        return new Jenkins()
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
