package support

import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import hudson.AbortException
import org.jenkinsci.plugins.credentialsbinding.impl.CredentialNotFoundException

/** A controller with one agent, as far as steps can tell: records them, and keeps the agent's files as a map. */
class FakeJenkins {
    /** The one that the program under test talks to; a resumed CPS program holds no reference to it. */
    static FakeJenkins current

    final Map<String, String> env = [
        JOB_NAME: 'shop/develop', BUILD_NUMBER: '12', BUILD_URL: 'https://ci.example.org/job/shop/12/',
        BRANCH_NAME: 'develop',
    ]
    FakeBuild build = new FakeBuild(result: null, previousBuild: new FakeBuild(result: 'SUCCESS'))
    Set<String> credentials = [] as Set
    Map<String, String> files = [:]
    /** What a verb leaves behind and exits with, by verb: {@code [status: 0, result: [:]]}. */
    Map<String, Map> verbs = [:]
    /** What a step does instead: by its name, or {@code sh <verb>}. */
    Map<String, Closure> instead = [:]

    /** By the number of the `node` step. */
    Closure<String> workspaceOf = { int number -> '/agent/workspace/shop_develop' }

    final List<Map> calls = []
    /** Every step in order, blocks by their beginning: each costs the controller time. */
    final List<String> steps = []
    final List<String> log = []
    final List<Integer> milestones = []
    final List<Object> checkouts = []
    final List<Map> reports = []
    final List<Map> archived = []
    /** Of the build, as it was started. */
    Map<String, Object> params = [:]
    final List<Map> questions = []
    /** What each call of {@code properties} set. */
    final List<List> jobProperties = []
    private final List<Map> open = []

    FakeJenkins() {
        current = this
    }

    /** Steps and block borders alike, by name. */
    Object handle(String name, List args) {
        if (name == 'enter') {
            return enter((String) args[0], args[1])
        }
        if (name == 'leave') {
            return leave((String) args[0])
        }
        steps.add(name)
        if (name == 'checkout') {
            checkouts.add(args[0])
        }
        Closure other = instead[name]
        return other ? other.call(*args) : this."$name"(*args)
    }

    Object inside(String name, Object argument, Closure body) {
        enter(name, argument)
        try {
            return body.call()
        } finally {
            leave(name)
        }
    }

    List<String> verbsRun() {
        return calls*.verb
    }

    /** The last one of this verb. */
    Map call(String verb) {
        return calls.reverse().find { it.verb == verb }
    }

    String logText() {
        return log.join('\n')
    }

    String workspace() {
        return open.any { it.name == 'node' } ? workspaceOf(steps.count { it == 'node' }) : null
    }

    int sh(Map args) {
        Map call = parse(args.script) + [
            label: args.label, script: args.script, returnStatus: args.returnStatus,
            stage: argumentOf('stage'), node: argumentOf('node'), limit: argumentOf('timeout')?.time,
            bound: open.findAll { it.name == 'withCredentials' }*.argument.flatten()*.variable,
        ]
        call.facts = new JsonSlurper().parseText(files[call.factsFile])
        files.keySet().removeAll { it ==~ /.*@tmp\/countable\/result-.*/ }
        if (call.unpacked) {
            files["${call.unpacked}/countable.cjs".toString()] = 'the CLI'
        }
        if (!files.containsKey(call.installed)) {
            return 87
        }
        calls.add(call)
        instead["sh ${call.verb}".toString()]?.call(call)
        if (call.status) {
            return call.status
        }
        Map behaviour = verbs[call.verb] ?: [:]
        if (behaviour.result) {
            files[call.resultFile] = JsonOutput.toJson([seam: 1] + behaviour.result)
        }
        return behaviour.status ?: 0
    }

    Map checkout(Object scm) {
        return [GIT_COMMIT: 'c0ffee', GIT_BRANCH: 'develop', GIT_URL: 'https://git.example.org/shop.git', attempt: 3]
    }

    void writeFile(Map args) {
        assert args.encoding == 'UTF-8'
        assert !args.file.startsWith("${workspace()}/") : 'the workspace is the build context of the project'
        files[args.file] = args.text
    }

    String readFile(Map args) {
        assert args.encoding == 'UTF-8'
        if (!files.containsKey(args.file)) {
            throw new FileNotFoundException((String) args.file)
        }
        return files[args.file]
    }

    boolean fileExists(String file) {
        return files.containsKey(plain(file))
    }

    String libraryResource(Map args) {
        assert args == [resource: 'ca/countable/countable.mjs', encoding: 'UTF-8']
        log.add('sent the CLI')
        return 'the packed CLI'
    }

    void junit(Map args) {
        reports.add(args + [dir: argumentOf('dir'), stage: argumentOf('stage')])
    }

    void archiveArtifacts(Map args) {
        archived.add(args + [dir: argumentOf('dir')])
    }

    void milestone(int ordinal) {
        assert open.empty : 'a milestone inside a block holds up others'
        milestones.add(ordinal)
    }

    void properties(List all) {
        jobProperties.add(all)
    }

    /** As Jenkins answers where nothing is asked but who answers: with that alone. */
    String input(Map args) {
        assert !open.any { it.name == 'node' } : 'who is asked inside of a node holds its executor'
        questions.add(args + [limit: argumentOf('timeout')?.time])
        return 'grace'
    }

    void echo(String text) {
        log.add(text)
    }

    void error(String text) {
        throw new AbortException(text)
    }

    private Object enter(String name, Object argument) {
        steps.add(name)
        instead["enter ${name}".toString()]?.call(argument)
        if (name == 'withCredentials') {
            argument.each { bound ->
                if (!credentials.contains(bound.credentialsId)) {
                    throw new CredentialNotFoundException(
                        "Could not find credentials entry with ID '${bound.credentialsId}'")
                }
            }
        }
        open.add([name: name, argument: argument])
        return null
    }

    private Object leave(String name) {
        assert open.last().name == name
        open.remove(open.size() - 1)
        return null
    }

    private Object argumentOf(String block) {
        return open.reverse().find { it.name == block }?.argument
    }

    /** {@code a/../b} is {@code b}. */
    private static String plain(String path) {
        return new File(path).toPath().normalize()
    }

    /** The words of the script's last line, which becomes the CLI. */
    private static Map parse(String script) {
        List<String> words = (script.readLines().last() =~ /'((?:[^']|'\\'')*)'/).collect { it[1] }
        Closure<String> after = { String flag -> words.indexOf(flag) < 0 ? null : words[words.indexOf(flag) + 1] }
        return [
            installed: plain(words[0]), verb: words[1],
            arguments: words.subList(2, words.indexOf('--facts')),
            factsFile: after('--facts'), resultFile: after('--result'),
            output: after('--output'), minutes: after('--time-limit'),
            unpacked: script.contains('--unpack') ? plain((script =~ /--unpack '([^']*)'/)[0][1]) : null,
        ]
    }
}
