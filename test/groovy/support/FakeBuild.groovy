package support

import jenkins.model.Jenkins

/** What {@code currentBuild} shows of a build. */
class FakeBuild implements Serializable {
    private static final long serialVersionUID = 1
    private static final String BY_USER = 'Started by user '
    private final String id = UUID.randomUUID()
    String result
    String description
    String displayName
    long startTimeInMillis = 1_700_000_000_000
    FakeBuild previousBuild
    /** Text of the archived report.json. */
    String report
    List<String> causes = []
    int number = 12
    List<String> log = []

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
        return causes.collect { text -> [_class: classOf(text), shortDescription: text] + userOf(text) }
    }

    /** {@code Started by user ada}. */
    private static Map userOf(String text) {
        return text.startsWith(BY_USER) ? [userId: text - BY_USER] : [:]
    }

    private static String classOf(String text) {
        if (text.startsWith(BY_USER)) {
            return 'hudson.model.Cause$UserIdCause'
        }
        if (text == 'Started by timer') {
            return 'hudson.triggers.TimerTrigger$TimerTriggerCause'
        }
        return text.startsWith('Replayed') ? 'org.jenkinsci.plugins.workflow.cps.replay.ReplayCause' : 'hudson.model.Cause'
    }

    Object getRawBuild() {
        Jenkins.use('method org.jenkinsci.plugins.workflow.support.steps.build.RunWrapper getRawBuild')
        return new RawBuild(report: report, log: log)
    }

    /** A {@code Run}, as far as the library looks at it. */
    static class RawBuild {
        String report
        List<String> log

        FakeJob getParent() {
            Jenkins.use('method hudson.model.Run getParent')
            return FakeJob.current
        }

        RawBuild getArtifactManager() {
            Jenkins.use('method hudson.model.Run getArtifactManager')
            return this
        }

        RawBuild root() {
            Jenkins.use('method jenkins.model.ArtifactManager root')
            return this
        }

        RawBuild child(String name) {
            Jenkins.use('method jenkins.util.VirtualFile child java.lang.String')
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
            Jenkins.use('method hudson.model.Run getLog int')
            return log.size() > most ? log.subList(log.size() - most, log.size()) : log
        }
    }
}
