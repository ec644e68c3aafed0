package support

import groovy.json.JsonSlurperClassic
import jenkins.model.Jenkins

/** What a real controller (2.421) refused a sandboxed library, in the order in which it was met; and nothing else. */
class Sandbox {
    static final List<String> REFUSED = [
        'new groovy.json.JsonSlurperClassic',
        'method org.jenkinsci.plugins.workflow.support.steps.build.RunWrapper getRawBuild',
        'method hudson.model.Run getArtifactManager',
        'method groovy.json.JsonSlurperClassic parseText java.lang.String',
        'method hudson.model.Run getLog int',
        'method jenkins.model.ArtifactManager root',
        'staticMethod jenkins.model.Jenkins get',
        'method jenkins.util.VirtualFile child java.lang.String',
        'method jenkins.model.Jenkins getLabel java.lang.String',
        // By script-security's lists, met when a build is stopped.
        'method org.jenkinsci.plugins.workflow.steps.FlowInterruptedException getCauses',
    ]

    static void close(Collection<String> refused = REFUSED) {
        Jenkins.refused = refused as Set
        JsonSlurperClassic.metaClass.constructor = { -> Jenkins.use('new groovy.json.JsonSlurperClassic') }
        JsonSlurperClassic.metaClass.parseText = { String text ->
            Jenkins.use('method groovy.json.JsonSlurperClassic parseText java.lang.String')
        }
    }

    static void open() {
        Jenkins.refused = [] as Set
        GroovySystem.metaClassRegistry.removeMetaClass(JsonSlurperClassic)
    }
}
