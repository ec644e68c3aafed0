package e2e

/** One build of a job: what it was asked to do, and what Jenkins would show of it. {@code currentBuild}, too. */
class Build {
    final Job job
    final int number
    final Build previousBuild
    /** Null while it runs. */
    String result
    String commit
    Throwable failure
    final List<String> stages = []
    final List<String> shells = []
    final List<String> sent = []
    final List<String> workspaces = []
    final List<Integer> milestones = []
    /** Ids of the credentials it asked for. */
    final List<String> credentials = []
    /** Counts of the published JUnit XML, by stage. */
    final Map<String, Map> tests = [:]
    private final StringBuffer lines = new StringBuffer()

    Build(Job job, int number, Build previousBuild) {
        this.job = job
        this.number = number
        this.previousBuild = previousBuild
    }

    Build lastSuccessful() {
        return !previousBuild || previousBuild.result == 'SUCCESS' ? previousBuild : previousBuild.lastSuccessful()
    }

    void print(String line) {
        lines.append(line).append('\n')
    }

    boolean says(String text) {
        return lines.indexOf(text) >= 0
    }

    /** Groovy shows it beside a failed assertion. */
    @Override
    String toString() {
        return "build ${number} of ${job.name}: ${result}, ${failure}\n${lines}"
    }
}
