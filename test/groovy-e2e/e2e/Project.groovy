package e2e

/** A project of a team: a working copy, and the remote that Jenkins builds from. */
class Project {
    private static final Map<String, String> PEOPLE = [
        GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null',
        GIT_AUTHOR_NAME: 'Ada Lovelace', GIT_AUTHOR_EMAIL: 'ada@example.org',
        GIT_COMMITTER_NAME: 'Ada Lovelace', GIT_COMMITTER_EMAIL: 'ada@example.org',
    ]
    final String name
    final File remote
    private final File copy

    Project(File folder, String name, File fixture) {
        this.name = name
        remote = new File(folder, "remote/${name}.git")
        copy = new File(folder, "copy/${name}")
        copy.parentFile.mkdirs()
        Program.run(folder, [:], ['cp', '-R', fixture.absolutePath, copy.path])
        Program.run(folder, PEOPLE, ['git', 'init', '--quiet', '--bare', remote.path])
        git('init', '--quiet')
        git('remote', 'add', 'origin', remote.path)
    }

    void edit(String file, String from, String to) {
        File edited = new File(copy, file)
        String text = edited.getText('UTF-8')
        assert text.contains(from)
        edited.setText(text.replace(from, to), 'UTF-8')
    }

    /** Commits what there is to commit, and pushes it. The commit's id. */
    String push(String branch, String message) {
        git('add', '--all')
        git('commit', '--quiet', '--allow-empty', '--message', message)
        git('push', '--quiet', 'origin', "HEAD:refs/heads/${branch}".toString())
        return git('rev-parse', 'HEAD').trim()
    }

    private String git(String... words) {
        return Program.run(copy, PEOPLE, ['git'] + (words as List))
    }
}
