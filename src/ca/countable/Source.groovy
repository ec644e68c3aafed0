package ca.countable

/** What a stage checks out. */
class Source implements Serializable {
    private static final long serialVersionUID = 1
    private final Object script

    /** @param script the running pipeline script */
    Source(Object script) {
        this.script = script
    }

    /**
     * The commit that the build was planned for. A multibranch job's {@code scm} is that commit already; a classic
     * job's is a branch, which may have moved on between two stages of a build.
     *
     * @param first what the build's first checkout told; empty for the first one
     * @return what {@code checkout} takes
     */
    Object at(Map first) {
        if (script.env.BRANCH_NAME || !first.GIT_COMMIT) {
            return script.scm
        }
        return [
            $class: 'GitSCM',
            branches: [[name: first.GIT_COMMIT]],
            userRemoteConfigs: script.scm.userRemoteConfigs,
            extensions: script.scm.extensions,
            gitTool: script.scm.gitTool,
        ]
    }
}
