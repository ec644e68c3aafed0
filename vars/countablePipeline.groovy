import ca.countable.Pipeline

/**
 * The whole Jenkinsfile of a project: tests, deploys by branch, and tells the committer.
 *
 * @param options settings as named arguments, stronger than those of {@code countable.yml}
 */
void call(Map options = [:]) {
    new Pipeline(this, options).run()
}
