package ca.countable

/** The nightly check of the backups of all projects: a timer, and one verb on one agent. */
class Fleet implements Serializable {
    private static final long serialVersionUID = 1
    /** Backups begin before six, and are proven at once. */
    private static final String AFTER_BACKUPS = 'H 8 * * *'
    private static final String ANY_AGENT = ''
    private static final int MINUTES = 180
    /** Nobody else may delete: no other build binds the first of them. */
    private static final List<Map> CREDENTIALS = [
        [id: 'countable-backup-fleet-aws', kind: 'file', variable: 'AWS_SHARED_CREDENTIALS_FILE'],
        [id: 'countable-slack-token', kind: 'string', variable: 'SLACK_BOT_TOKEN'],
        [id: 'countable-fleet-jenkins-user', kind: 'string', variable: 'JENKINS_USER_ID'],
        [id: 'countable-fleet-jenkins-token', kind: 'string', variable: 'JENKINS_API_TOKEN'],
    ]
    private final Object script
    private final Map options

    /**
     * @param script the running pipeline script
     * @param options {@code agent} and {@code cron}, each optional
     */
    Fleet(Object script, Map options = [:]) {
        this.script = script
        this.options = options
    }

    /** Fails while there are troubles: each is told in Slack as well. */
    void run() {
        String mistake = Options.mistakeIn(options)
        if (mistake != null) {
            script.error("countableFleet: ${mistake}".toString())
        }
        String when = options.cron ?: AFTER_BACKUPS
        script.properties([script.disableConcurrentBuilds(), script.pipelineTriggers([script.cron(when)])])
        script.stage('Check all backups') {
            script.timeout(time: MINUTES, unit: 'MINUTES') {
                script.node(new Agents(script).choose([(String) (options.agent ?: ANY_AGENT)])) {
                    new Cli(script).require('fleet', [credentials: CREDENTIALS])
                }
            }
        }
    }
}
