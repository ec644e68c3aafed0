package ca.countable

import com.cloudbees.groovy.cps.NonCPS
import hudson.slaves.EnvironmentVariablesNodeProperty
import jenkins.model.Jenkins

/**
 * What the controller itself sets for all builds (Manage Jenkins, System, Global properties): the organisation's word. A
 * Jenkinsfile can set variables of the same names around what it calls; it cannot change these.
 */
class Organisation implements Serializable {
    private static final long serialVersionUID = 1
    /** No secrets: they are bound where they are needed, and facts are a file. */
    private static final List<String> NAMES = [
        'COUNTABLE_CONFIG', 'COUNTABLE_PRODUCTION', 'COUNTABLE_DEPLOY_ROOT', 'COUNTABLE_MAIL_DOMAINS',
        'COUNTABLE_SLACK_CHANNEL', 'COUNTABLE_BACKUP_BUCKET', 'SENTRY_URL', 'SENTRY_ORG', 'SENTRY_TEAM',
    ]

    /** What a sandboxed library goes without, and what to do. */
    static final String SANDBOXED = 'This library is sandboxed: it cannot see which labels agents have, what the controller ' +
        'says to all builds, nor reports of earlier builds, nor set the timer of backups. ' +
        'Load it as a trusted global library: Manage Jenkins, System, ' +
        'Global Trusted Pipeline Libraries (of older versions: Global Pipeline Libraries).'

    /** @return whether Jenkins lets this library not ask */
    @NonCPS
    static boolean isSandboxed() {
        try {
            return Jenkins.get() == null
        } catch (SecurityException ignored) {
            return true
        }
    }

    /**
     * Jenkins lets trusted libraries ask, not sandboxed ones: for those what the build's environment says has to do.
     *
     * @return values by the names of their variables, of those that are set
     */
    @NonCPS
    static Map<String, String> variables() {
        Map<String, String> found = [:]
        try {
            for (Object property : Jenkins.get().globalNodeProperties) {
                if (property instanceof EnvironmentVariablesNodeProperty) {
                    found.putAll(property.envVars.subMap(NAMES))
                }
            }
        } catch (SecurityException ignored) {
            return [:]
        }
        return found.findAll { name, value -> value }
    }
}
