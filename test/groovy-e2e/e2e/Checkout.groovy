package e2e

/** {@code checkout}, as Jenkins' git plugin does it: fetched, and detached at the commit. */
class Checkout {
    private final File remote
    private final File workspace

    Checkout(File remote, File workspace) {
        this.remote = remote
        this.workspace = workspace
    }

    /** The newest commit of the job's branch, or the one asked for. What a real controller returns. */
    Map<String, String> of(Map scm, Build build) {
        String wanted = scm.branches[0].name
        boolean pinned = !wanted.startsWith('*/')
        git('init', '--quiet')
        git('fetch', '--quiet', '--force', remote.path, '+refs/heads/*:refs/remotes/origin/*')
        git('config', 'remote.origin.url', remote.path)
        git('checkout', '--quiet', '--force', '--detach', pinned ? wanted : "refs/remotes/origin/${build.job.branch}".toString())
        build.commit = git('rev-parse', 'HEAD').trim()
        return [
            GIT_COMMIT: build.commit, GIT_BRANCH: pinned ? 'detached' : branch(build.job), GIT_URL: remote.path,
            GIT_PREVIOUS_COMMIT: build.previousBuild?.commit,
            GIT_PREVIOUS_SUCCESSFUL_COMMIT: build.lastSuccessful()?.commit,
        ].findAll { it.value != null }
    }

    private static String branch(Job job) {
        return job.multibranch ? job.branch : "origin/${job.branch}"
    }

    private String git(String... words) {
        return Program.run(workspace, [GIT_CONFIG_GLOBAL: '/dev/null'], ['git'] + (words as List))
    }
}
