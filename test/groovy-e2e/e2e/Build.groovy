package e2e

import support.FakeJob

/** One build of a job: what it was asked to do, and what Jenkins would show of it. {@code currentBuild}, too. */
class Build {
    final Job job
    final int number
    final long startTimeInMillis = System.currentTimeMillis()
    final Build previousBuild
    /** Null while it runs. */
    String result
    /** Below its number in the list of builds. */
    String description
    String commit
    Throwable failure
    final List<String> stages = []
    final List<String> shells = []
    final List<String> sent = []
    final List<String> workspaces = []
    final List<Integer> milestones = []
    int checkouts = 0
    /** Ids of the credentials it asked for. */
    final List<String> credentials = []
    /** Counts of the published JUnit XML, by stage. */
    final Map<String, Map> tests = [:]
    /** Texts of what it archived, by name. */
    final Map<String, String> artifacts = [:]
    private final StringBuffer lines = new StringBuffer()

    Build(Job job, int number, Build previousBuild) {
        this.job = job
        this.number = number
        this.previousBuild = previousBuild
    }

    Build lastSuccessful() {
        return !previousBuild || previousBuild.result == 'SUCCESS' ? previousBuild : previousBuild.lastSuccessful()
    }

    void archive(File file) {
        artifacts[file.name] = file.getText('UTF-8')
    }

    List<Map> getBuildCauses() {
        return [[shortDescription: "Push event to branch ${job.name}".toString()]]
    }

    /** The {@code Run} behind a build, as far as the library looks at it. */
    Object getRawBuild() {
        return new Kept(artifacts: artifacts, lines: lines.readLines())
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

    /** A {@code Run}, its artifacts and a {@code VirtualFile}, all in one. */
    private static class Kept {
        Map<String, String> artifacts
        List<String> lines
        String name

        FakeJob getParent() {
            return new FakeJob()
        }

        Kept getArtifactManager() {
            return this
        }

        Kept root() {
            return this
        }

        Kept child(String file) {
            return new Kept(artifacts: artifacts, name: file)
        }

        boolean exists() {
            return artifacts.containsKey(name)
        }

        long length() {
            return artifacts[name].length()
        }

        InputStream open() {
            return new ByteArrayInputStream(artifacts[name].getBytes('UTF-8'))
        }

        List<String> getLog(int most) {
            return lines.size() > most ? lines.subList(lines.size() - most, lines.size()) : lines
        }
    }
}
