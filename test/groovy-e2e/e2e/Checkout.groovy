package e2e

/** {@code checkout scm} of a multibranch job, as Jenkins' git plugin does it: fetched, and detached at the commit. */
class Checkout {
    private final File remote
    private final File workspace

    Checkout(File remote, File workspace) {
        this.remote = remote
        this.workspace = workspace
    }

    /** What a real controller returns. */
    Map<String, String> of(String branch, Build build) {
        git('init', '--quiet')
        git('fetch', '--quiet', '--force', remote.path, '+refs/heads/*:refs/remotes/origin/*')
        git('config', 'remote.origin.url', remote.path)
        git('checkout', '--quiet', '--force', "refs/remotes/origin/${branch}".toString())
        build.commit = git('rev-parse', 'HEAD').trim()
        return [
            GIT_COMMIT: build.commit, GIT_BRANCH: branch, GIT_URL: remote.path,
            GIT_PREVIOUS_COMMIT: build.previousBuild?.commit,
            GIT_PREVIOUS_SUCCESSFUL_COMMIT: build.lastSuccessful()?.commit,
        ].findAll { it.value != null }
    }

    private String git(String... words) {
        return Program.run(workspace, [GIT_CONFIG_GLOBAL: '/dev/null'], ['git'] + (words as List))
    }
}
