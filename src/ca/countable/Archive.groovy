package ca.countable

import com.cloudbees.groovy.cps.NonCPS

/**
 * What Jenkins keeps of builds: the reports of earlier ones, and the log of this one. Only trusted libraries may look;
 * a sandboxed one goes without, and Slack's threads are then found through Slack alone.
 */
class Archive implements Serializable {
    private static final long serialVersionUID = 1
    private static final int BUILDS_TO_LOOK_BACK = 50
    private static final int LOG_LINES = 300
    private static final long LARGEST_REPORT = 20_000_000
    private static final String REPORT = 'report.json'

    /**
     * @param currentBuild the running build
     * @return {@code memory} of the newest archived report.json of this job, under that name; empty when there is none
     */
    @NonCPS
    static Map lastReport(Object currentBuild) {
        try {
            Object build = currentBuild.previousBuild
            for (int i = 0; i < BUILDS_TO_LOOK_BACK && build != null; i++) {
                Object report = build.rawBuild.artifactManager.root().child(REPORT)
                if (report.exists() && report.length() < LARGEST_REPORT) {
                    return [memory: memoryIn(report)]
                }
                build = build.previousBuild
            }
        } catch (SecurityException ignored) {
            return [:]
        }
        return [:]
    }

    /**
     * @param currentBuild the running build
     * @return the last lines of its log so far; empty where that may not be read
     */
    @NonCPS
    static List<String> logTail(Object currentBuild) {
        List<String> lines = []
        try {
            for (Object line : currentBuild.rawBuild.getLog(LOG_LINES)) {
                lines.add(line.toString())
            }
        } catch (SecurityException ignored) {
            return []
        }
        return lines
    }

    @NonCPS
    private static Object memoryIn(Object report) {
        InputStream stream = report.open()
        try {
            return ((Map) Json.parse(stream.getText('UTF-8'))).memory
        } finally {
            stream.close()
        }
    }
}
