package ca.countable

/**
 * A whole build: asks {@code countable plan} for the stages, walks them, and always ends with {@code countable notify},
 * which also tells of the first stage that fails while others are running.
 *
 * Decides nothing: what runs, where, how long and with which credentials stands in the plan.
 */
class Pipeline implements Serializable {
    private static final long serialVersionUID = 1
    private static final Map PLAN = [name: 'Plan', verb: 'plan', credentials: [], timeLimitMinutes: 20]
    private static final List<String> ANY_AGENT = ['']

    private final Object script
    private final Map options
    private Record record
    private Telling telling
    /** Agent and workspace that the plan was made in: they hold the source. */
    private String plannedAt
    /** Stages that run at the same time and have not ended. */
    private final List<String> running = []
    private boolean isToldFirst = false

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
        record = new Record(
            build: BuildFacts.ofBuild(script), controller: Organisation.variables(), options: options, remembered: lastReport(),
        )
        telling = new Telling(script, record)
        try {
            refuseWhatIsNoData()
            makePlan()
            List<Map> groups = record.plan.groups
            for (int i = 0; i < groups.size(); i++) {
                walk(groups[i])
            }
        } catch (Throwable failure) {
            telling.show(failure)
            if (Mishap.isRefusal(failure)) {
                // Sixty lines of Java say less.
                script.error("${Organisation.SANDBOXED} Jenkins says: ${Mishap.words(failure)}".toString())
            }
            throw failure
        } finally {
            telling.tell()
        }
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

    private void refuseWhatIsNoData() {
        String mistake = Options.mistakeIn(options)
        if (mistake != null) {
            record.options = [:]
            record.mishaps.add([stage: 'Plan', during: 'options', exception: mistake])
            script.error("Plan: ${mistake}".toString())
        }
    }

    /** On the agent that the last build took first, if it is there: this one will most likely take it as well. */
    private void makePlan() {
        List<String> agents = []
        agents.addAll((List<String>) (record.remembered.memory?.agents ?: []))
        agents.addAll(ANY_AGENT)
        StageRun planning = new StageRun(script, PLAN + [agents: agents], record.facts())
        try {
            runStage(planning)
        } finally {
            record.source = planning.source
        }
        record.plan = planning.result
        setTimer()
        plannedAt = record.plan.build?.dirty || !record.source.GIT_COMMIT ? null : planning.place
    }

    /** A job without its timer is backed up by nobody; all the same a build goes on. */
    private void setTimer() {
        String problem = Nightly.set(script.currentBuild, (String) record.plan.timer)
        if (problem) {
            script.echo(problem)
        }
    }

    private void walk(Map group) {
        List<StageRun> stages = []
        for (int i = 0; i < group.stages.size(); i++) {
            Map planned = (Map) group.stages[i]
            Map beside = group.stages.size() > 1 ? [beside: planned.name] : [:]
            StageRun stage = new StageRun(script, planned, record.facts() + beside)
            stage.checkedOutAt = plannedAt
            stages.add(stage)
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
                telling.tellFirst(running)
            }
            throw failure
        }
        running.remove(stage.name)
    }

    /** Where Jenkins stops a build that a newer one has overtaken. */
    private void passMilestones(List<Integer> ordinals, StageRun next) {
        try {
            for (int i = 0; i < ordinals.size(); i++) {
                script.milestone(ordinals[i])
            }
        } catch (Throwable failure) {
            record.mishaps.add(Mishap.of(next.name, next.during, failure))
            throw failure
        }
    }

    /** Keeps what the stage left for the notifier, before it passes on how the stage ended. */
    private void runStage(StageRun stage) {
        script.stage(stage.name) {
            try {
                stage.run()
            } finally {
                record.keep(stage)
            }
        }
    }
}
