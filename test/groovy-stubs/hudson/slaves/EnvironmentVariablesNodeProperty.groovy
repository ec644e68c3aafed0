package hudson.slaves

/** Variables that a controller sets for all builds. */
class EnvironmentVariablesNodeProperty {
    Map<String, String> envVars = [:]
}
