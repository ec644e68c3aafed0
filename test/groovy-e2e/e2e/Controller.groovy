package e2e

import com.lesfurets.jenkins.unit.PipelineTestHelper
import com.lesfurets.jenkins.unit.global.lib.LibraryConfiguration
import com.lesfurets.jenkins.unit.global.lib.SourceRetriever
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException.UserInterruption

/**
 * A controller with jobs whose Jenkinsfile is {@code Jenkinsfile.example}. JenkinsPipelineUnit runs the
 * Groovy; the steps are real.
 */
class Controller {
    private final Agent agent
    private final Project project
    /** Texts by id. */
    private final Map<String, String> credentials
    /** What happens when a stage begins, by its name. */
    final Map<String, Closure> atStage = [:]
    private final Map<String, Build> builds = [:]
    private volatile Steps running

    Controller(Agent agent, Project project, Map<String, String> credentials) {
        this.agent = agent
        this.project = project
        this.credentials = credentials
    }

    /** Builds the newest commit of a branch, in a multibranch job. */
    Build build(String branch) {
        return build(Job.ofBranch(project, branch))
    }

    Build build(Job job) {
        Build previous = builds[job.name]
        Build build = new Build(job, previous ? previous.number + 1 : 1, previous)
        builds[job.name] = build
        running = new Steps(agent, build, credentials, atStage)
        build.result = running.turn.hold { outcome(build, running) }
        return build
    }

    /** The red cross beside a running build. */
    void abort() {
        running.interrupt(new FlowInterruptedException(new UserInterruption('Grace')))
    }

    private static String outcome(Build build, Steps steps) {
        try {
            helper(steps).runScript('Jenkinsfile.example', binding(build, steps))
            return 'SUCCESS'
        } catch (FlowInterruptedException failure) {
            build.failure = failure
            return 'ABORTED'
        } catch (Throwable failure) {
            build.failure = failure
            return 'FAILURE'
        }
    }

    private static Binding binding(Build build, Steps steps) {
        return new Binding(env: new Environment(steps), currentBuild: build, scm: build.job.scm())
    }

    private static PipelineTestHelper helper(Steps steps) {
        PipelineTestHelper helper = new PipelineTestHelper(
            scriptRoots: ['.'] as String[], scriptExtension: '', baseScriptRoot: '.',
            baseClassloader: Controller.classLoader,
        )
        helper.registerSharedLibrary(LibraryConfiguration.library('countable-pipeline')
            .defaultVersion('main').allowOverride(false).implicit(false).targetPath('.')
            .retriever({ String name, String version, String path -> [new File('.').toURI().toURL()] } as SourceRetriever)
            .build())
        register(helper.init(), steps)
        return helper
    }

    private static void register(PipelineTestHelper helper, Steps steps) {
        [
            sh: Map, checkout: Map, writeFile: Map, readFile: Map, fileExists: String, libraryResource: Map,
            junit: Map, archiveArtifacts: Map, milestone: Integer, echo: String, error: String, parallel: Map,
            string: Map, file: Map,
        ].each { String name, Class type ->
            helper.registerAllowedMethod(name, [type]) { Object argument -> steps."$name"(argument) }
        }
        [
            node: String, stage: String, dir: String, timeout: Map, withCredentials: List,
        ].each { String name, Class type ->
            helper.registerAllowedMethod(name, [type, Closure]) { Object argument, Closure body ->
                steps."$name"(argument, body)
            }
        }
    }
}
