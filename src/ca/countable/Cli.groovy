package ca.countable

import com.cloudbees.groovy.cps.NonCPS

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
    /** The first verb of a build looks whether the CLI is there: on any other agent trying costs less than looking. */
    private static final String FIRST_VERB = 'plan'
    /** The version of what crosses between the two: {@code seam/version.ts} has that of the CLI. */
    private static final int SEAM = 1
    private final Object script
    private String resultFile

    /** @param script the running pipeline script */
    Cli(Object script) {
        this.script = script
    }

    /**
     * Runs a verb to its end, whatever that is.
     *
     * @param verb the verb
     * @param facts what the CLI is told ({@code seam/facts.ts})
     * @param request {@code arguments}, {@code credentials}, {@code timeLimitMinutes} and {@code unset}, names of variables that
     *        it is to run without, each optional
     * @return the exit code
     */
    int run(String verb, Map facts, Map request = [:]) {
        // No other run of the workspace has one of this name: what is found there was left by this one.
        resultFile = "${folder()}/result-${script.env.BUILD_NUMBER}-${verb}.json".toString()
        script.writeFile(file: factsFile(), text: Json.write(facts + [seam: SEAM]), encoding: ENCODING)
        int status = attempt(verb, verb == FIRST_VERB && !isInstalled() ? send() : null, request)
        if (status == Shell.DAMAGED) {
            script.echo("The CLI in ${installed()} was not what the library had put there: it is sent anew.".toString())
        }
        if (status == Shell.DAMAGED || status == Shell.NOT_SENT) {
            status = attempt(verb, send(), request)
        }
        return status
    }

    /**
     * @param status how the verb ended that ran last
     * @return what it left behind; empty when it left nothing
     */
    Map result(int status) {
        // Who ended well has left one: there is no need to look.
        if (status != 0 && !script.fileExists(resultFile)) {
            return [:]
        }
        try {
            return read((String) script.readFile(file: resultFile, encoding: ENCODING))
        } catch (IOException failure) {
            if (!isNoFile(failure)) {
                throw failure
            }
            return [:]
        }
    }

    /**
     * Of a verb that Jenkins has ended: it was signalled, and had the time to say how far it had come.
     *
     * @return what it left behind; empty where that cannot be known, for an agent that is gone has no files
     */
    Map left() {
        try {
            return result(1)
        } catch (Throwable ignored) {
            return [:]
        }
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
        String mistake = Options.mistakeIn((Map) facts.options)
        if (mistake != null) {
            script.error("countable ${verb}: ${mistake}".toString())
        }
        int status = run(verb, facts, options)
        Map result = result(status)
        if (status != 0) {
            script.error(Outcome.failure("countable ${verb}", status, result))
        }
        return result
    }

    private Map read(String text) {
        Map result = (Map) Json.parse(text)
        if (result != null && result.seam != SEAM) {
            script.error("LIBRARY_MISMATCH: The CLI in ${installed()} speaks version ${result.seam} of what crosses ".toString() +
                "between the two, and this library version ${SEAM}. Load the library by one tag or commit; ".toString() +
                'in a copy of your own run npm run build, and commit what it makes.')
        }
        return result
    }

    private int attempt(String verb, String sent, Map request) {
        int status = 0
        List<String> words = command(verb, request)
        new Secrets(script).bind((List<Map>) (request.credentials ?: [])) {
            status = script.sh(
                script: Shell.script(
                    [installed: installed(), packed: sent, folder: folder(), unset: request.unset ?: []], words),
                label: "countable ${verb}".toString(),
                returnStatus: true,
            )
        }
        return status
    }

    private List<String> command(String verb, Map request) {
        List<String> words = [verb]
        words.addAll((List<String>) (request.arguments ?: []))
        words.addAll(['--facts', factsFile(), '--result', resultFile, '--output', outputFolder()])
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

    @NonCPS
    private static boolean isNoFile(IOException failure) {
        String text = failure.toString()
        return text.contains('NoSuchFile') || text.contains('FileNotFound')
    }
}
