package ca.countable

import com.cloudbees.groovy.cps.NonCPS

/** What Jenkins knows about this build, in the shape in which the CLI reads it ({@code seam/facts.ts}). */
class BuildFacts implements Serializable {
    private static final long serialVersionUID = 1
    private static final int BUILDS_TO_LOOK_BACK = 50
    private static final List<String> NO_VERDICT = ['ABORTED', 'NOT_BUILT']

    /**
     * @param script the running pipeline script
     * @return {@code JenkinsFacts}
     */
    static Map ofBuild(Object script) {
        Object env = script.env
        Map facts = [
            jobName: env.JOB_NAME,
            buildNumber: env.BUILD_NUMBER as int,
            branchName: env.BRANCH_NAME,
            changeId: env.CHANGE_ID,
            changeBranch: env.CHANGE_BRANCH,
            fork: env.CHANGE_FORK,
            tagName: env.TAG_NAME,
            startedMs: script.currentBuild.startTimeInMillis,
            previousResult: previousResult(script.currentBuild),
            triggers: triggers(script.currentBuild),
        ]
        Map timer = Nightly.of(script.currentBuild)
        if (timer) {
            facts.timer = timer
        }
        // A controller that was not told its own address has none.
        return env.BUILD_URL ? facts + [buildUrl: env.BUILD_URL] : facts
    }

    /**
     * @param checkedOut what {@code checkout scm} returned; some SCMs return nothing
     * @return its texts alone: anything else would not survive the way to the CLI
     */
    @NonCPS
    static Map<String, String> ofSource(Object checkedOut) {
        Map<String, String> texts = [:]
        if (checkedOut instanceof Map) {
            for (Map.Entry entry : ((Map) checkedOut).entrySet()) {
                if (entry.value instanceof CharSequence) {
                    texts.put(entry.key.toString(), entry.value.toString())
                }
            }
        }
        return texts
    }

    /** In the words that Jenkins shows on the build's page. */
    @NonCPS
    private static List<String> triggers(Object currentBuild) {
        List<String> texts = []
        for (Object cause : currentBuild.getBuildCauses()) {
            texts.add(cause.shortDescription.toString())
        }
        return texts
    }

    /**
     * Builds that still run, or were stopped before they could tell, say nothing about the branch; what timers began tells
     * how backups stand, and not how commits do.
     */
    @NonCPS
    private static String previousResult(Object currentBuild) {
        boolean isByTimer = Nightly.began(currentBuild)
        Object build = currentBuild.previousBuild
        for (int i = 0; i < BUILDS_TO_LOOK_BACK && build != null; i++) {
            if (build.result != null && !NO_VERDICT.contains(build.result) && Nightly.began(build) == isByTimer) {
                return build.result
            }
            build = build.previousBuild
        }
        return null
    }
}
