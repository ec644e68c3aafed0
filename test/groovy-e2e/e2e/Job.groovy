package e2e

/** A job of a controller that builds a branch of a project, as Jenkins shows it to the builds of that job. */
class Job {
    final String name
    final String branch
    final boolean multibranch
    final String workspace
    private final Project project

    /** The job that a multibranch project has for a branch. */
    static Job ofBranch(Project project, String branch) {
        String name = "${project.name}/${URLEncoder.encode(branch, 'UTF-8')}"
        return new Job(project, branch, name, "${project.name}_${branch.replaceAll(/\W/, '_')}")
    }

    /** A pipeline job with one branch to build: {@code shop-test}. */
    static Job classic(Project project, String branch, String kind) {
        String name = "${project.name}-${kind}"
        return new Job(project, branch, name, name)
    }

    private Job(Project project, String branch, String name, String workspace) {
        this.project = project
        this.branch = branch
        this.name = name
        this.workspace = workspace
        multibranch = name.contains('/')
    }

    Map<String, String> environment() {
        return [JOB_NAME: name] + (multibranch ? [BRANCH_NAME: branch] : [:])
    }

    Checkout checkout(File folder) {
        return new Checkout(project.remote, folder)
    }

    /** What {@code scm} shows of itself. */
    Map scm() {
        return [
            branches: [[name: "*/${branch}".toString()]], userRemoteConfigs: [[url: project.remote.path]],
            extensions: [], gitTool: null,
        ]
    }
}
