package ca.countable

/** What is known of a build so far: what the CLI is told, for a stage or to tell people. */
class Record implements Serializable {
    private static final long serialVersionUID = 1
    final List<Map> results = []
    final List<Map> mishaps = []
    /** Named arguments of the Jenkinsfile. */
    Map options
    /** What {@code checkout scm} told. */
    Map source = [:]
    /** What {@code plan} left; null before. */
    Map plan
    /** What {@code notify} left when it told of the first failure. */
    Map first
    /** {@code memory} of the last report, where there is one. */
    final Map remembered
    private final Map build
    private final Map controller

    /**
     * @param begun {@code build}, {@code controller} and {@code options} as the CLI is told them, and {@code remembered}
     */
    Record(Map begun) {
        build = begun.build
        controller = begun.controller
        options = begun.options
        remembered = begun.remembered
    }

    /** @return what every verb is told */
    Map facts() {
        return [jenkins: build, controller: controller, scm: source, options: options] + remembered
    }

    /**
     * @param currentBuild the running build
     * @return what is told to people
     */
    Map toTell(Object currentBuild) {
        Map told = facts() + [results: results, mishaps: mishaps]
        if (plan != null) {
            told.plan = plan
        }
        if (first) {
            told.first = first
        }
        if (mishaps) {
            told.log = Archive.logTail(currentBuild)
        }
        return told
    }

    /** Keeps what a stage has left. */
    void keep(StageRun stage) {
        if (stage.mishap) {
            mishaps.add(stage.mishap)
        }
        if (stage.isReported()) {
            results.add(stage.result)
        }
    }
}
