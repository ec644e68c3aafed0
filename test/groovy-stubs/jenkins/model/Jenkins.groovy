package jenkins.model

/** The one thing of Jenkins' own classes that the library asks: whether any agent has a label. */
class Jenkins {
    /** Labels that agents have; null for a controller that does not let a script ask. */
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
    private final String name

    Label(String name) {
        this.name = name
    }

    boolean isEmpty() {
        return !Jenkins.labels.contains(name)
    }
}
