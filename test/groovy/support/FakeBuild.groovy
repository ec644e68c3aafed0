package support

/** What {@code currentBuild} shows of a build. */
class FakeBuild implements Serializable {
    private static final long serialVersionUID = 1
    private final String id = UUID.randomUUID()
    String result
    String description
    long startTimeInMillis = 1_700_000_000_000
    FakeBuild previousBuild
    /** Text of the archived report.json. */
    String report
    List<String> causes = []
    List<String> log = []
    /** What a sandboxed library gets instead of a look at what Jenkins keeps. */
    boolean sandboxed

    /** A resumed program sees the controller's own builds again, as Jenkins' wrapper of a run does. */
    private Object readResolve() {
        for (FakeBuild build = FakeJenkins.current.build; build != null; build = build.previousBuild) {
            if (build.id == id) {
                return build
            }
        }
        return this
    }

    List<Map> getBuildCauses() {
        return causes.collect { text -> [_class: 'hudson.model.Cause', shortDescription: text] }
    }

    Object getRawBuild() {
        if (sandboxed) {
            throw new SecurityException('Scripts not permitted to use method getRawBuild')
        }
        return new RawBuild(report: report, log: log)
    }

    /** A {@code Run}, as far as the library looks at it. */
    static class RawBuild {
        String report
        List<String> log

        RawBuild getArtifactManager() {
            return this
        }

        RawBuild root() {
            return this
        }

        RawBuild child(String name) {
            assert name == 'report.json'
            return this
        }

        boolean exists() {
            return report != null
        }

        long length() {
            return report.length()
        }

        InputStream open() {
            return new ByteArrayInputStream(report.getBytes('UTF-8'))
        }

        List<String> getLog(int most) {
            return log.size() > most ? log.subList(log.size() - most, log.size()) : log
        }
    }
}
