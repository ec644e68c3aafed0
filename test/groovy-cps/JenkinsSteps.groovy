import com.cloudbees.groovy.cps.Continuable
import com.cloudbees.groovy.cps.SerializableScript

/**
 * The steps as a CPS program meets them: each one suspends it, and blocks are part of it. Compiled by the tests, with
 * the CPS transformation.
 */
abstract class JenkinsSteps extends SerializableScript {
    Object step(String name, List args) {
        return Continuable.suspend([name, args])
    }

    Object sh(Map args) { return step('sh', [args]) }

    Object checkout(Object scm) { return step('checkout', [scm]) }

    Object writeFile(Map args) { return step('writeFile', [args]) }

    Object readFile(Map args) { return step('readFile', [args]) }

    Object fileExists(String file) { return step('fileExists', [file]) }

    Object libraryResource(Map args) { return step('libraryResource', [args]) }

    Object junit(Map args) { return step('junit', [args]) }

    Object archiveArtifacts(Map args) { return step('archiveArtifacts', [args]) }

    Object milestone(int ordinal) { return step('milestone', [ordinal]) }

    Object echo(String text) { return step('echo', [text]) }

    Object error(String text) { return step('error', [text]) }

    Object properties(List all) { return step('properties', [all]) }

    Object disableConcurrentBuilds() { return [property: 'disableConcurrentBuilds'] }

    Object pipelineTriggers(List triggers) { return [property: 'pipelineTriggers', of: triggers] }

    Object parameters(List all) { return [property: 'parameters', of: all] }

    Object choice(Map args) { return args + [kind: 'choice'] }

    Object booleanParam(Map args) { return args + [kind: 'booleanParam'] }

    Object input(Map args) { return step('input', [args]) }

    Object cron(String spec) { return [trigger: 'cron', of: spec] }

    Object string(Map args) { return args + [kind: 'string'] }

    Object file(Map args) { return args + [kind: 'file'] }

    Object node(String label, Closure body) { return block('node', label, body) }

    Object stage(String name, Closure body) { return block('stage', name, body) }

    Object dir(String path, Closure body) { return block('dir', path, body) }

    Object timeout(Map args, Closure body) { return block('timeout', args, body) }

    Object withCredentials(List bindings, Closure body) { return block('withCredentials', bindings, body) }

    Object parallel(Map branches) {
        List names = new ArrayList(branches.keySet())
        Throwable first = null
        for (int i = 0; i < names.size(); i++) {
            try {
                block('branch', names[i], branches[names[i]])
            } catch (Throwable failure) {
                first = first ?: failure
            }
        }
        if (first != null) {
            throw first
        }
        return null
    }

    Object block(String name, Object argument, Closure body) {
        step('enter', [name, argument])
        try {
            return body()
        } finally {
            step('leave', [name])
        }
    }
}
