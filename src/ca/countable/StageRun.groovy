package ca.countable

/** One stage of the plan on an agent: checkout where it is needed, one call of the CLI, its result. */
class StageRun implements Serializable {
    private static final long serialVersionUID = 1
    private static final int CHECKOUT_ATTEMPTS = 3
    /** The CLI keeps the time limit itself and tells where the time went. Jenkins steps in when it cannot. */
    private static final int GRACE_MINUTES = 2
    /** A deploy that fails at its limit brings the last release back, which takes what that takes to come up. */
    private static final int DEPLOY_GRACE_MINUTES = 15
    private static final String VERB_PLAN = 'plan'
    /** The CLI's word for a workspace that does not hold what it held. */
    private static final String STALE = 'CHECKOUT_STALE'

    /** As Jenkins shows it. */
    final String name
    /** Where it is: {@code node}, {@code checkout} or {@code step}. */
    String during = 'node'
    /** What the CLI left behind; empty when it left nothing. */
    Map result = [:]
    /** Filled when Jenkins, and not the CLI, knows how the stage ended. */
    Map mishap = [:]
    /** What the build's first checkout told: a pinned one knows no branch. */
    Map source = [:]
    /** Agent and workspace in which it runs. */
    String place
    /** The {@code place} that has the source already; null where none has. */
    String checkedOutAt
    /** Whether Jenkins ended it when it was running, or had run: it may have left something, and said what. */
    boolean isCut = false
    private final Object script
    private final Map planned
    private final Map facts
    private int status

    /**
     * @param script the running pipeline script
     * @param planned {@code PlannedStage} of {@code seam/pipelinePlan.ts}
     * @param facts what the CLI is told
     */
    StageRun(Object script, Map planned, Map facts) {
        this.script = script
        this.planned = planned
        this.facts = facts
        this.name = planned.name
    }

    /** Returns when the stage passed; fails otherwise, with {@code mishap} set where no result tells why. */
    void run() {
        try {
            script.node(new Agents(script).choose((List<String>) planned.agents)) {
                script.timeout(time: limit() + grace(), unit: 'MINUTES') {
                    work()
                }
            }
        } catch (Throwable failure) {
            end(failure)
        }
        if (status != 0 || !result) {
            fail()
        }
    }

    /** @return whether the result is one of a stage: what {@code plan} leaves is a plan, unless it failed */
    boolean isReported() {
        return result.stage && (!mishap || isCut)
    }

    private void work() {
        place = "${script.env.NODE_NAME} ${script.env.WORKSPACE}".toString()
        source = (Map) facts.scm
        Cli cli = new Cli(script)
        if (place == checkedOutAt) {
            // This build checked it out here a moment ago. Another one may have had the workspace since: the CLI looks.
            ask(cli, [checkedOut: source.GIT_COMMIT])
        }
        if (place != checkedOutAt || result.error?.code == STALE) {
            checkOut()
            ask(cli, [:])
        }
        if (result.junit) {
            script.dir(cli.outputFolder()) {
                script.junit(testResults: '**/*.xml', allowEmptyResults: true)
            }
        }
    }

    private void checkOut() {
        during = 'checkout'
        Map told = null
        for (int attempt = 1; told == null; attempt++) {
            try {
                told = BuildFacts.ofSource(script.checkout(new Source(script).at(facts.scm)))
            } catch (Exception failure) {
                if (attempt == CHECKOUT_ATTEMPTS || Mishap.isInterruption(failure)) {
                    throw failure
                }
                script.echo("The checkout failed, and is tried again: ${Mishap.words(failure)}".toString())
            }
        }
        source = facts.scm ?: told
    }

    private void ask(Cli cli, Map more) {
        during = 'step'
        try {
            status = cli.run((String) planned.verb, facts + [scm: source] + more, planned)
        } catch (Throwable failure) {
            isCut = true
            result = cli.left()
            throw failure
        }
        result = cli.result(status)
    }

    /** The CLI has ended, and not well; or it has done nothing, because a newer build had done it already. */
    private void fail() {
        if (result.outcome == 'superseded') {
            script.currentBuild.result = 'NOT_BUILT'
            script.echo(Outcome.failure(name, status, result))
            return
        }
        String why = Outcome.failure(name, status, result)
        if (!result) {
            mishap = [stage: name, during: during, exception: why]
        }
        script.error(why)
    }

    /** Jenkins has ended the stage. A time limit or a lost agent fails a build; only who stops it makes it aborted. */
    private void end(Throwable failure) {
        if (isReported() && !isCut && status != 0 && !Mishap.isInterruption(failure)) {
            script.echo("${failure}, after ${name} had failed already.".toString())
            return
        }
        // What it had done by then was done.
        isCut = isCut || result && Mishap.isInterruption(failure)
        String where = planned.verb == VERB_PLAN && during != 'step' ? 'Checkout' : name
        mishap = Mishap.of(where, during, failure)
        if (Mishap.isTimeout(failure)) {
            script.error("${name} was still at '${during}' after ${limit()} minutes, its time limit.".toString())
        }
        if (Mishap.isInterruption(failure) && !Mishap.isAbort(failure)) {
            script.error("${name} was interrupted at '${during}': ${mishap.causes.join(', ')}".toString())
        }
        throw failure
    }

    private int grace() {
        return planned.verb in ['deploy', 'preview'] ? DEPLOY_GRACE_MINUTES : GRACE_MINUTES
    }

    private int limit() {
        return planned.timeLimitMinutes as int
    }
}
