package ca.countable

/**
 * The command {@code countable} on the agent of the surrounding {@code node}. The only caller of {@code sh}.
 *
 * Facts and results are files beside the workspace, which is the build context of the project's images. Texts are
 * made strings explicitly: under CPS a method's return type does not turn a GString into one.
 */
class Cli implements Serializable {
    private static final long serialVersionUID = 1
    private static final String ENCODING = 'UTF-8'
    private static final String RESOURCE = 'ca/countable/countable.mjs'
    private final Object script

    /** @param script the running pipeline script */
    Cli(Object script) {
        this.script = script
    }

    /**
     * Runs a verb to its end, whatever that is.
     *
     * @param verb the verb
     * @param facts what the CLI is told ({@code domain/facts.ts})
     * @param request {@code arguments}, {@code credentials} and {@code timeLimitMinutes}, each optional
     * @return the exit code
     */
    int run(String verb, Map facts, Map request = [:]) {
        script.dir(folder()) {
            script.deleteDir()
        }
        script.writeFile(file: factsFile(), text: Json.write(facts), encoding: ENCODING)
        int status = attempt(verb, isInstalled() ? null : send(), request)
        if (status == Shell.DAMAGED) {
            script.echo("The CLI in ${installed()} was not what the library had put there: it is sent anew.".toString())
            status = attempt(verb, send(), request)
        }
        return status
    }

    /** @return what the verb that ran last left behind; empty when it left nothing */
    Map result() {
        if (!script.fileExists(resultFile())) {
            return [:]
        }
        String text = script.readFile(file: resultFile(), encoding: ENCODING)
        return (Map) Json.parse(text)
    }

    /** @return where a verb puts its JUnit XML */
    String outputFolder() {
        return "${folder()}/output".toString()
    }

    /**
     * Runs a verb that has to succeed, as a step of its own.
     *
     * @param verb the verb
     * @param options see {@code vars/countable.txt}
     * @return what it left behind
     */
    Map require(String verb, Map options) {
        Map facts = [
            jenkins: BuildFacts.ofBuild(script),
            controller: Organisation.variables(),
            scm: BuildFacts.ofSource(options.scm),
            options: options.settings ?: [:],
        ]
        int status = run(verb, facts, options)
        Map result = result()
        if (status != 0) {
            script.error(Outcome.failure("countable ${verb}", status, result))
        }
        return result
    }

    private int attempt(String verb, String sent, Map request) {
        int status = 0
        new Secrets(script).bind((List<Map>) (request.credentials ?: [])) {
            status = script.sh(
                script: Shell.script(installed(), sent, command(verb, request)),
                label: "countable ${verb}".toString(),
                returnStatus: true,
            )
        }
        return status
    }

    private List<String> command(String verb, Map request) {
        List<String> words = [verb]
        words.addAll((List<String>) (request.arguments ?: []))
        words.addAll(['--facts', factsFile(), '--result', resultFile(), '--output', outputFolder()])
        if (request.timeLimitMinutes) {
            words.addAll(['--time-limit', request.timeLimitMinutes])
        }
        return words
    }

    private boolean isInstalled() {
        return script.fileExists("${installed()}/countable.cjs".toString())
    }

    /** @return where the packed CLI lies now */
    private String send() {
        String packed = "${script.env.WORKSPACE}@tmp/countable-${Bundle.HASH}.mjs".toString()
        String text = script.libraryResource(resource: RESOURCE, encoding: ENCODING)
        script.writeFile(file: packed, text: text, encoding: ENCODING)
        return packed
    }

    /** Beside the workspaces, so that all of them share it, and a clean-up of one does not take it away. */
    private String installed() {
        return "${script.env.WORKSPACE}/../.countable/${Bundle.HASH}".toString()
    }

    private String folder() {
        return "${script.env.WORKSPACE}@tmp/countable".toString()
    }

    private String factsFile() {
        return "${folder()}/facts.json".toString()
    }

    private String resultFile() {
        return "${folder()}/result.json".toString()
    }
}
