package ca.countable

import com.cloudbees.groovy.cps.NonCPS

/**
 * A build of the operators' job: asks {@code countable operation} what was chosen, shows it as a plan, has it confirmed, and
 * does it. Decides nothing: actions, parameters, agents, credentials and what has to be confirmed are the CLI's word.
 */
class Operations implements Serializable {
    private static final long serialVersionUID = 1
    private static final String ANY_AGENT = ''
    private static final int MINUTES_TO_PLAN = 10
    private static final int MINUTES_TO_CONFIRM = 60
    private static final String BY_USER = 'hudson.model.Cause$UserIdCause'
    private final Object script
    private final Map options
    private Map facts

    /**
     * @param script the running pipeline script
     * @param options see {@code vars/countableOps.groovy}
     */
    Operations(Object script, Map options = [:]) {
        this.script = script
        this.options = options
    }

    /** Fails where what was chosen cannot be, or did not work. A build that nobody chose anything for makes the form. */
    void run() {
        String mistake = Options.mistakeIn(options)
        if (mistake != null) {
            script.error("countableOps: ${mistake}".toString())
        }
        Map plan = ask()
        // Each build has the form of the library that it runs: the next one starts with it.
        script.properties([script.parameters(definitions((List<Map>) plan.parameters))])
        if (!plan.operation) {
            script.echo('Nothing was chosen, and nothing was done. The form of this job is there: Build with Parameters.')
            return
        }
        script.currentBuild.displayName = plan.operation.title
        carryOut((Map) plan.operation)
    }

    /** Nothing of what was typed is part of a command: it goes as data. */
    private Map ask() {
        facts = [
            jenkins: BuildFacts.ofBuild(script), controller: Organisation.variables(),
            operation: chosen(script.params, script.currentBuild),
        ]
        Map plan = [:]
        script.stage('Parameters') {
            script.node(new Agents(script).choose([(String) (options.agent ?: ANY_AGENT)])) {
                script.timeout(time: MINUTES_TO_PLAN, unit: 'MINUTES') {
                    plan = verb([verb: 'operation', arguments: [], credentials: []], facts)
                }
            }
        }
        return plan
    }

    private void carryOut(Map operation) {
        List<List<String>> together = []
        if (operation.shows) {
            together.add((List<String>) operation.shows)
        }
        if (operation.confirm) {
            onAgent('Plan', operation, together)
            confirm(operation)
            together = []
        }
        if (operation.does) {
            together.add((List<String>) operation.does)
        }
        onAgent((String) (operation.does ? operation.verb : 'Plan'), operation, together)
    }

    private void onAgent(String stage, Map operation, List<List<String>> all) {
        script.stage(stage) {
            script.node(new Agents(script).choose((List<String>) operation.agents)) {
                script.timeout(time: operation.timeLimitMinutes, unit: 'MINUTES') {
                    for (int i = 0; i < all.size(); i++) {
                        verb(operation + [arguments: all[i]], factsOf(operation))
                    }
                }
            }
        }
    }

    private Map factsOf(Map operation) {
        Map deployed = operation.deployed ? [deployed: operation.deployed] : [:]
        return facts + [options: operation.options, operation: facts.operation + deployed]
    }

    /** Outside of any agent: nobody's executor is held while people read. */
    private void confirm(Map operation) {
        Map how = [message: operation.confirm, ok: 'Do it', submitterParameter: 'by']
        if (options.submitter) {
            how.submitter = options.submitter
        }
        Object answer = null
        script.stage('Confirm') {
            try {
                script.timeout(time: options.minutesToConfirm ?: MINUTES_TO_CONFIRM, unit: 'MINUTES') {
                    answer = script.input(how)
                }
            } catch (Throwable failure) {
                script.currentBuild.description = 'Not confirmed: nothing was done.'
                throw failure
            }
        }
        String who = answer instanceof Map ? answer.by : answer
        script.currentBuild.description = "Confirmed by ${who}.".toString()
        script.echo("Confirmed by ${who}.".toString())
    }

    private Map verb(Map request, Map told) {
        Cli cli = new Cli(script)
        Map how = [arguments: request.arguments, credentials: request.credentials, unset: names(script.params)]
        int status = cli.run((String) request.verb, told, how)
        Map result = cli.result(status)
        if (status != 0) {
            script.error(Outcome.failure("countable ${request.verb}".toString(), status, result))
        }
        return result
    }

    private List definitions(List<Map> parameters) {
        List all = []
        for (int i = 0; i < parameters.size(); i++) {
            Map one = parameters[i]
            Map how = [name: one.name, description: one.does]
            if (one.kind == 'choice') {
                all.add(script.choice(how + [choices: one.choices]))
            } else if (one.kind == 'switch') {
                all.add(script.booleanParam(how + [defaultValue: false]))
            } else {
                all.add(script.string(how + [defaultValue: '', trim: true]))
            }
        }
        return all
    }

    /** {@code OperationFacts} of {@code seam/operation.ts}. */
    @NonCPS
    private static Map chosen(Map parameters, Object build) {
        Map texts = [:]
        for (Map.Entry entry : parameters.entrySet()) {
            if (entry.value instanceof CharSequence) {
                texts.put(entry.key.toString(), entry.value.toString())
            } else if (entry.value instanceof Boolean) {
                texts.put(entry.key.toString(), entry.value)
            }
        }
        Map user = build.getBuildCauses().find { cause -> cause._class == BY_USER }
        return user?.userId ? [parameters: texts, by: user.userId.toString()] : [parameters: texts]
    }

    /** Parameters are variables of the build as well: compose files of projects may use the same names. */
    @NonCPS
    private static List<String> names(Map parameters) {
        List<String> found = []
        for (Object name : parameters.keySet()) {
            found.add(name.toString())
        }
        return found
    }
}
