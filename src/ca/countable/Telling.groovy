package ca.countable

/** Tells people, with {@code countable notify}. Never changes how the build ends: not even by being stopped. */
class Telling implements Serializable {
    private static final long serialVersionUID = 1
    /** For builds that failed before they had a plan. */
    private static final Map WITHOUT_PLAN = [
        agents: [''],
        credentials: [
            [id: 'countable-slack-token', kind: 'string', variable: 'SLACK_BOT_TOKEN'],
            [id: 'countable-smtp-url', kind: 'string', variable: 'SMTP_URL'],
        ],
    ]
    /** As Jenkins shows it, so that its lines stand somewhere. */
    private static final String STAGE = 'Tell people'
    /** For an executor, of which there may be none after a lost agent: the CLI itself takes a minute at most. */
    private static final int MINUTES = 30
    /** The rest of the build has to be told all the same. */
    private static final int FIRST_MINUTES = 5
    private static final String UNCHANGED = "The build's result stays as it is."
    private final Object script
    private final Record record

    /**
     * @param script the running pipeline script
     * @param record what is known of the build
     */
    Telling(Object script, Record record) {
        this.script = script
        this.record = record
    }

    /** What the controller can show by itself: for telling people it takes an agent, and there may be none. */
    void show(Throwable failure) {
        Object build = script.currentBuild
        // What Jenkins stops ends as Jenkins says: aborted, or not built.
        if (!Mishap.isAbort(failure)) {
            build.result = 'FAILURE'
        }
        if (!build.description) {
            build.description = "${Mishap.isAbort(failure) ? '■' : '✗'} ${Mishap.words(failure)}".toString()
        }
    }

    /** In the end. */
    void tell() {
        try {
            somewhere(MINUTES) {
                run(record.toTell(script.currentBuild))
                script.dir(new Cli(script).outputFolder()) {
                    script.archiveArtifacts(artifacts: 'report.*', allowEmptyArchive: true)
                }
            }
        } catch (Throwable failure) {
            script.echo("Telling people failed: ${failure}. ".toString() + UNCHANGED)
        }
    }

    /**
     * Of the first failure. Keeps nobody: what could not be told now is told in the end.
     *
     * @param running stages that have not ended; it may take as long as they do to get an executor
     */
    void tellFirst(List<String> running) {
        try {
            somewhere(FIRST_MINUTES) {
                if (running) {
                    Map left = run(record.toTell(script.currentBuild) + [running: running])
                    record.first = left.first
                }
            }
        } catch (Throwable failure) {
            script.echo("Telling people of the first failure failed: ${failure}. ".toString() + UNCHANGED)
        }
    }

    private void somewhere(int minutes, Closure work) {
        script.stage(STAGE) {
            script.timeout(time: minutes, unit: 'MINUTES') {
                script.node(new Agents(script).choose((List<String>) how().agents)) {
                    work()
                }
            }
        }
    }

    /** In the workspace of the surrounding {@code node}. Returns what it left; lists of builds show its headline. */
    private Map run(Map told) {
        Cli cli = new Cli(script)
        int status = cli.run('notify', told, [credentials: how().credentials])
        if (status != 0) {
            script.echo("Telling people ended with exit code ${status}. ".toString() + UNCHANGED)
            return [:]
        }
        Map left = cli.result(status)
        if (left.headline) {
            script.currentBuild.description = left.headline
        }
        return left
    }

    private Map how() {
        return record.plan == null ? WITHOUT_PLAN : (Map) record.plan.notify
    }
}
