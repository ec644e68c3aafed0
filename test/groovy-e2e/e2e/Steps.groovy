package e2e

import hudson.AbortException
import java.util.concurrent.ConcurrentHashMap
import org.jenkinsci.plugins.credentialsbinding.impl.CredentialNotFoundException

/** The steps of one build, real: files, processes and git of this machine. */
class Steps {
    private final Agent agent
    private final Build build
    private final Map<String, String> secrets
    private final Map<String, Closure> atStage
    private final Set<Shell> shells = ConcurrentHashMap.newKeySet()
    private final ThreadLocal<Place> place = ThreadLocal.withInitial { new Place() }
    final Turn turn = new Turn()

    Steps(Agent agent, Build build, Map<String, String> secrets, Map<String, Closure> atStage) {
        this.agent = agent
        this.build = build
        this.secrets = secrets
        this.atStage = atStage
    }

    /** Ends what runs now, as Jenkins does. */
    void interrupt(Throwable cause) {
        shells*.interrupt(cause)
    }

    Map<String, String> environment() {
        Map variables = build.job.environment() + [
            BUILD_NUMBER: build.number.toString(), CI: 'true',
            BUILD_URL: "https://ci.example.org/job/${build.job.name}/${build.number}/".toString(),
        ]
        if (here.workspace) {
            variables.WORKSPACE = here.workspace.path
        }
        return variables + here.variables
    }

    Object node(String label, Closure body) {
        File workspace = agent.take(build.job.workspace)
        build.workspaces.add(workspace.name)
        try {
            return at(here.copyWith(workspace: workspace, folder: workspace), body)
        } finally {
            agent.giveBack(workspace)
        }
    }

    Object stage(String name, Closure body) {
        build.stages.add(name)
        atStage[name]?.call()
        return at(here.copyWith(stage: name), body)
    }

    Object dir(String path, Closure body) {
        return at(here.copyWith(folder: here.file(path)), body)
    }

    /** Time limits are real in the CLI; that of Jenkins, two minutes later, is tried in the tests of the stage. */
    Object timeout(Map limit, Closure body) {
        return body.call()
    }

    void parallel(Map<String, Closure> branches) {
        Map<String, Throwable> failures = [:]
        Place outside = here
        List<Thread> threads = branches.collect { String name, Closure body ->
            Thread.start {
                place.set(outside)
                turn.hold {
                    try {
                        body.call()
                    } catch (Throwable failure) {
                        failures[name] = failure
                    }
                }
            }
        }
        turn.pass { threads*.join() }
        if (failures) {
            throw failures.values().first()
        }
    }

    Object withCredentials(List<Map> bindings, Closure body) {
        build.credentials.addAll(bindings*.credentialsId)
        String missing = bindings*.credentialsId.find { !secrets.containsKey(it) }
        if (missing) {
            throw new CredentialNotFoundException("Could not find credentials entry with ID '${missing}'")
        }
        SecretFiles files = new SecretFiles(here.workspace)
        try {
            Map variables = bindings.collectEntries { [it.variable, files.bound(it, secrets[it.credentialsId])] }
            return at(here.copyWith(variables: here.variables + variables), body)
        } finally {
            files.remove()
        }
    }

    Map string(Map binding) {
        return binding
    }

    Map file(Map binding) {
        return binding + [asFile: true]
    }

    int sh(Map arguments) {
        build.shells.add(arguments.label)
        echo("[${here.stage}] ${arguments.label}")
        int status = shell((String) arguments.script)
        if (status != 0 && !arguments.returnStatus) {
            throw new AbortException("script returned exit code ${status}")
        }
        return status
    }

    Map checkout(Map scm) {
        build.checkouts++
        return turn.pass { build.job.checkout(here.workspace).of(scm, build) }
    }

    void writeFile(Map arguments) {
        File written = here.file((String) arguments.file)
        written.parentFile.mkdirs()
        written.setText(arguments.text, arguments.encoding)
    }

    String readFile(Map arguments) {
        return here.file((String) arguments.file).getText(arguments.encoding)
    }

    boolean fileExists(String path) {
        return here.file(path).exists()
    }

    String libraryResource(Map arguments) {
        build.sent.add(arguments.resource)
        return new File("resources/${arguments.resource}").getText(arguments.encoding)
    }

    void junit(Map arguments) {
        build.tests[here.stage] = JUnitReports.count(here.folder, (String) arguments.testResults)
    }

    void archiveArtifacts(Map arguments) {
        assert arguments == [artifacts: 'report.*', allowEmptyArchive: true]
        here.folder.listFiles().findAll { it.name.startsWith('report.') }.each { build.archive(it) }
    }

    void milestone(int ordinal) {
        build.milestones.add(ordinal)
    }

    void echo(String text) {
        build.print(text)
    }

    void error(String text) {
        throw new AbortException(text)
    }

    private Place getHere() {
        return place.get()
    }

    private Object at(Place other, Closure body) {
        Place before = here
        place.set(other)
        try {
            return body.call()
        } finally {
            place.set(before)
        }
    }

    private int shell(String script) {
        Shell shell = new Shell(here.workspace, here.folder, agent.environment() + environment())
        shells.add(shell)
        try {
            return turn.pass { shell.run(script) { echo(it) } }
        } finally {
            shells.remove(shell)
        }
    }
}
