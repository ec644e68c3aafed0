package e2e

/** What {@code bench/jenkins-steps} prints. */
class StepTable {
    private final List<List> rows = [['build', 'stages', 'sh steps', 'CLI sent']]

    Build add(Build build) {
        int stages = (build.stages - ['Plan', 'Tell people']).size()
        rows.add(["${build.job.branch} ${build.number}", stages, build.shells.size(), build.sent.size()])
        return build
    }

    void write(File file) {
        file.parentFile.mkdirs()
        file.setText(rows*.join('\t').join('\n') + '\n', 'UTF-8')
    }
}
