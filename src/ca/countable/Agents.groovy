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
     * The first label that any agent has, else any agent. A single label was chosen by the user, so no other will do.
     * Jenkins waits for ever on a label that nobody has, so we look first.
     *
     * @param labels in order of preference
     * @return what {@code node} takes
     */
    String choose(List<String> labels) {
        String label
        try {
            label = firstThatExists(labels)
        } catch (SecurityException ignored) {
            return withoutLooking(labels)
        }
        if (label == null && labels.size() == 1) {
            script.error("No agent has the label ${labels[0]}, which the setting agents asks for. ".toString() +
                'Give it to an agent, or change the setting.')
        }
        return label ?: ANY
    }

    private String withoutLooking(List<String> labels) {
        if (labels.size() == 1) {
            script.echo("Asking for an agent with the label ${labels[0]}. ".toString() +
                'Whether any has it cannot be seen from a sandboxed library.')
            return labels[0]
        }
        if (labels.size() > 1) {
            script.echo("Taking any agent: whether one has the label ${labels.join(' or ')} ".toString() +
                'cannot be seen from a sandboxed library.')
        }
        return ANY
    }

    /** Jenkins lets trusted libraries ask, not sandboxed ones. */
    @NonCPS
    private static String firstThatExists(List<String> labels) {
        return labels.find { label -> !jenkins.model.Jenkins.get().getLabel(label)?.isEmpty() }
    }
}
