package ca.countable

/**
 * A whole build: asks {@code countable plan} for the stages, walks them, and always ends with {@code countable notify},
 * which also tells of the first stage that fails while others are running.
 *
 * Decides nothing: what runs, where, how long and with which credentials stands in the plan.
 */
class Pipeline implements Serializable {
    private static final long serialVersionUID = 1
    private static final Map PLAN = [name: 'Plan', verb: 'plan', agents: [''], credentials: [], timeLimitMinutes: 20]
    /** For builds that failed before they had a plan. */
    private static final Map NOTIFY = [
        agents: [''],
        credentials: [
            [id: 'countable-slack-token', kind: 'string', variable: 'SLACK_BOT_TOKEN'],
            [id: 'countable-smtp-url', kind: 'string', variable: 'SMTP_URL'],
        ],
    ]
    /** For an executor, of which there may be none after a lost agent: the CLI itself takes a minute at most. */
    private static final int NOTIFY_MINUTES = 30
    /** The rest of the build has to be told all the same. */
    private static final int NOTIFY_FIRST_MINUTES = 5
    /** As Jenkins shows it, so that the lines of it stand somewhere. */
    private static final String TELLING = 'Tell people'
    private static final String UNCHANGED = "The build's result stays as it is."

    private final Object script
    private Map options
    private final List<Map> results = []
    private final List<Map> mishaps = []
    private Map build
    private Map controller
    /** {@code memory} of the last report, where there is one. */
    private Map remembered = [:]
    private Map source = [:]
    private Map plan
    /** Agent and workspace that the plan was made in: they hold the source. */
    private String plannedAt
    /** Stages that run at the same time and have not ended. */
    private final List<String> running = []
    private boolean isToldFirst = false
    /** What {@code notify} left when it told of the first failure. */
    private Map first

    /**
     * @param script the running pipeline script
     * @param options settings, stronger than {@code countable.yml}
     */
    Pipeline(Object script, Map options = [:]) {
        this.script = script
        this.options = options
    }

    /** Fails as the first stage that failed did. A build that was stopped ends as stopped. */
    void run() {
        if (Organisation.isSandboxed()) {
            script.echo(Organisation.SANDBOXED)
        }
        build = BuildFacts.ofBuild(script)
        controller = Organisation.variables()
        remembered = lastReport()
        try {
            refuseWhatIsNoData()
            planIt()
            List<Map> groups = plan.groups
            for (int i = 0; i < groups.size(); i++) {
                walk(groups[i])
            }
        } catch (Throwable failure) {
            show(failure)
            if (Mishap.isRefusal(failure)) {
                // Sixty lines of Java say less.
                script.error("${Organisation.SANDBOXED} Jenkins says: ${Mishap.words(failure)}".toString())
            }
            throw failure
        } finally {
            tell()
        }
    }

    private void refuseWhatIsNoData() {
        String mistake = Options.mistakeIn(options)
        if (mistake != null) {
            options = [:]
            mishaps.add([stage: 'Plan', during: 'options', exception: mistake])
            script.error("Plan: ${mistake}".toString())
        }
    }

    /** On the agent that the stage before last took first, if it is there: it will most likely take it again. */
    private void planIt() {
        List<String> agents = []
        agents.addAll((List<String>) (remembered.memory?.agents ?: []))
        agents.addAll((List<String>) PLAN.agents)
        StageRun planning = new StageRun(script, PLAN + [agents: agents], facts() + remembered)
        try {
            runStage(planning)
        } finally {
            source = planning.source
        }
        plan = planning.result
        plannedAt = plan.build?.dirty || !source.GIT_COMMIT ? null : planning.place
    }

    /** What the controller can show by itself: for telling people it takes an agent, and there may be none. */
    private void show(Throwable failure) {
        // What Jenkins stops ends as Jenkins says: aborted, or not built.
        if (!Mishap.isAbort(failure)) {
            script.currentBuild.result = 'FAILURE'
        }
        if (!script.currentBuild.description) {
            script.currentBuild.description = "${Mishap.isAbort(failure) ? '■' : '✗'} ${Mishap.words(failure)}".toString()
        }
    }

    private void walk(Map group) {
        List<StageRun> stages = []
        for (int i = 0; i < group.stages.size(); i++) {
            Map planned = (Map) group.stages[i]
            Map beside = group.stages.size() > 1 ? [beside: planned.name] : [:]
            stages.add(new StageRun(script, planned, facts() + remembered + beside, plannedAt))
        }
        passMilestones((List<Integer>) group.milestones, stages[0])
        if (stages.size() == 1) {
            runStage(stages[0])
            return
        }
        Map<String, Closure> branches = [:]
        for (int i = 0; i < stages.size(); i++) {
            StageRun stage = stages[i]
            running.add(stage.name)
            branches[stage.name] = { runBeside(stage) }
        }
        script.parallel(branches)
    }

    /** What fails is told while the others are running: who is to mend it need not wait for them. */
    private void runBeside(StageRun stage) {
        try {
            runStage(stage)
        } catch (Throwable failure) {
            running.remove(stage.name)
            if (running && !isToldFirst && !Mishap.isAbort(failure)) {
                isToldFirst = true
                tellFirst()
            }
            throw failure
        }
        running.remove(stage.name)
    }

    /** Changes nothing of how the build ends, and keeps nobody: what could not be told now is told in the end. */
    private void tellFirst() {
        try {
            script.stage(TELLING) {
                script.timeout(time: NOTIFY_FIRST_MINUTES, unit: 'MINUTES') {
                    script.node(new Agents(script).choose((List<String>) plan.notify.agents)) {
                        // It may have taken as long as the others to get an executor.
                        if (running) {
                            Map left = notifyHere((Map) plan.notify, toTell() + [running: running])
                            first = left.first
                        }
                    }
                }
            }
        } catch (Throwable failure) {
            script.echo("Telling people of the first failure failed: ${failure}. ".toString() + UNCHANGED)
        }
    }

    /** Where Jenkins stops a build that a newer one has overtaken. */
    private void passMilestones(List<Integer> ordinals, StageRun next) {
        try {
            for (int i = 0; i < ordinals.size(); i++) {
                script.milestone(ordinals[i])
            }
        } catch (Throwable failure) {
            mishaps.add(Mishap.of(next.name, next.during, failure))
            throw failure
        }
    }

    /** Keeps what the stage left for the notifier, before it passes on how the stage ended. */
    private void runStage(StageRun stage) {
        script.stage(stage.name) {
            try {
                stage.run()
            } finally {
                if (stage.mishap) {
                    mishaps.add(stage.mishap)
                }
                if (stage.isReported()) {
                    results.add(stage.result)
                }
            }
        }
    }

    /** Never changes how the build ends: not even by being stopped. */
    private void tell() {
        Map how = plan == null ? NOTIFY : (Map) plan.notify
        try {
            script.stage(TELLING) {
                script.timeout(time: NOTIFY_MINUTES, unit: 'MINUTES') {
                    script.node(new Agents(script).choose((List<String>) how.agents)) {
                        notifyHere(how, toTell())
                        script.dir(new Cli(script).outputFolder()) {
                            script.archiveArtifacts(artifacts: 'report.*', allowEmptyArchive: true)
                        }
                    }
                }
            }
        } catch (Throwable failure) {
            script.echo("Telling people failed: ${failure}. ".toString() + UNCHANGED)
        }
    }

    private Map toTell() {
        Map told = facts() + remembered + [results: results, mishaps: mishaps]
        if (plan != null) {
            told.plan = plan
        }
        if (first) {
            told.first = first
        }
        if (mishaps) {
            told.log = Archive.logTail(script.currentBuild)
        }
        return told
    }

    /** In the workspace of the surrounding {@code node}. Returns what it left; lists of builds show its headline. */
    private Map notifyHere(Map how, Map told) {
        Cli cli = new Cli(script)
        int status = cli.run('notify', told, [credentials: how.credentials])
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

    /** A report that cannot be read is no reason to fail: this build tells people all the same, but not in a thread. */
    private Map lastReport() {
        try {
            return Archive.lastReport(script.currentBuild)
        } catch (Exception failure) {
            script.echo("The report of the build before cannot be read: ${failure}.".toString())
        }
        return [:]
    }

    private Map facts() {
        return [jenkins: build, controller: controller, scm: source, options: options]
    }
}
