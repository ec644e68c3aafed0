package support

import com.lesfurets.jenkins.unit.PipelineTestHelper

/** As JenkinsPipelineUnit runs scripts: no transformation, steps are calls. */
class PlainRunner implements Runner {
    @Override
    Object run(FakeJenkins jenkins, String step, List args) {
        PipelineTestHelper helper = new PipelineTestHelper(
            scriptRoots: ['src', 'vars'] as String[], scriptExtension: 'groovy', baseScriptRoot: '.',
            baseClassloader: getClass().classLoader, imports: [:],
        ).init()
        simple(helper, jenkins)
        blocks(helper, jenkins)
        Binding binding = new Binding(
            env: new FakeEnv(), currentBuild: jenkins.build, scm: new FakeScm(), params: jenkins.params,
        )
        return helper.loadScript("${step}.groovy", binding).call(*args)
    }

    private static void simple(PipelineTestHelper helper, FakeJenkins jenkins) {
        [
            sh: Map, checkout: Object, writeFile: Map, readFile: Map, fileExists: String, libraryResource: Map,
            junit: Map, archiveArtifacts: Map, milestone: Integer, echo: String, error: String, properties: List,
            input: Map,
        ].each { String name, Class type ->
            helper.registerAllowedMethod(name, [type]) { Object arg -> jenkins.handle(name, [arg]) }
        }
        helper.registerAllowedMethod('disableConcurrentBuilds', []) { [property: 'disableConcurrentBuilds'] }
        helper.registerAllowedMethod('pipelineTriggers', [List]) { List all -> [property: 'pipelineTriggers', of: all] }
        helper.registerAllowedMethod('parameters', [List]) { List all -> [property: 'parameters', of: all] }
        helper.registerAllowedMethod('cron', [String]) { String spec -> [trigger: 'cron', of: spec] }
        ['string', 'file', 'choice', 'booleanParam'].each { String kind ->
            helper.registerAllowedMethod(kind, [Map]) { Map args -> args + [kind: kind] }
        }
    }

    private static void blocks(PipelineTestHelper helper, FakeJenkins jenkins) {
        [node: String, stage: String, dir: String, timeout: Map, withCredentials: List].each { String name, Class type ->
            helper.registerAllowedMethod(name, [type, Closure]) { Object arg, Closure body ->
                jenkins.inside(name, arg, body)
            }
        }
        helper.registerAllowedMethod('parallel', [Map]) { Map branches -> parallel(jenkins, branches) }
    }

    private static void parallel(FakeJenkins jenkins, Map branches) {
        List<Throwable> failures = []
        branches.each { String name, Closure body ->
            try {
                jenkins.inside('branch', name, body)
            } catch (Throwable failure) {
                failures.add(failure)
            }
        }
        if (failures) {
            throw failures[0]
        }
    }
}
