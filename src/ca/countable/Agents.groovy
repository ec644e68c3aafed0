package ca.countable

import com.cloudbees.groovy.cps.NonCPS

/** Which agent label a piece of work asks for. */
class Agents implements Serializable {
    private static final long serialVersionUID = 1
    private static final String ANY = ''
    private final Object script

    /** @param script the running pipeline script */
    Agents(Object script) {
        this.script = script
    }

    /**
     * The first label expression that any agent fits. Jenkins waits for ever for an agent that there is not, so we look
     * first.
     *
     * @param labels label expressions in order of preference; the empty one is any agent
     * @return what {@code node} takes
     */
    String choose(List<String> labels) {
        String label
        try {
            label = firstThatExists(labels)
        } catch (SecurityException ignored) {
            return withoutLooking(labels)
        }
        if (label == null) {
            script.error("No agent fits ${labels.join(', nor ')}, which the setting agents asks for. ".toString() +
                'Give an agent the label, or change the setting.')
        }
        return label
    }

    private String withoutLooking(List<String> labels) {
        String last = labels.last()
        String where = 'cannot be seen from a sandboxed library.'
        if (last != ANY) {
            script.echo("Asking for an agent with the label ${last}. Whether any has it ${where}".toString())
        } else if (labels.size() > 1) {
            script.echo("Taking any agent: whether one has the label ${labels[0]} or ${labels[1]} ${where}".toString())
        }
        return last
    }

    /** Jenkins lets trusted libraries ask, not sandboxed ones. */
    @NonCPS
    private static String firstThatExists(List<String> labels) {
        return labels.find { label -> label == ANY || !jenkins.model.Jenkins.get().getLabel(label)?.isEmpty() }
    }
}
