import ca.countable.Fleet

/**
 * The whole Jenkinsfile of the nightly check of the backups of all projects.
 *
 * @param options {@code agent}: a label, by default any agent; {@code cron}: when, by default after the backups of the night
 */
void call(Map options = [:]) {
    new Fleet(this, options).run()
}
