import ca.countable.Operations

/**
 * The whole Jenkinsfile of the operators' job: an action is chosen with its parameters, shown as a plan, confirmed where
 * it touches production, and done.
 *
 * @param options {@code submitter}: who may confirm, users and groups with commas between; {@code minutesToConfirm}: how
 *        long that is waited for; {@code agent}: a label for what needs no agent of its own. Each is optional
 */
void call(Map options = [:]) {
    new Operations(this, options).run()
}
