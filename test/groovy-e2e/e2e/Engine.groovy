package e2e

/** The Docker engine of this machine, as far as it has something of a project. */
class Engine {
    private final String project

    Engine(String project) {
        this.project = project
    }

    /** Names of all containers of an environment, running or not. */
    List<String> containers(String environment) {
        return ofLabel('ps', "com.docker.compose.project=${project}-${environment}", '{{.Names}}')
    }

    /** Names of the services of an environment that run, not of those that are only created. */
    Set<String> running(String environment) {
        List<String> filters = ["label=com.docker.compose.project=${project}-${environment}", 'status=running']
        return docker('ps', *filters.collectMany { ['--filter', it] }, '--format',
            '{{.Label "com.docker.compose.service"}}').readLines() as Set
    }

    /** What is left of test runs: containers, volumes, networks. */
    List<String> leftOfTests() {
        return ['ps', 'volume', 'network'].collectMany { String kind ->
            ofLabel(kind, 'com.docker.compose.project', '{{.Label "com.docker.compose.project"}}')
        }.findAll { it.startsWith("${project}-test") }
    }

    /** Values of a label of an environment's containers. */
    Set<String> labels(String environment, String label) {
        return ofLabel('ps', "com.docker.compose.project=${project}-${environment}", "{{.Label \"${label}\"}}") as Set
    }

    /** Safe to call twice, and when there is nothing. */
    void removeEverything() {
        (['stage', 'prod'].collect { "${project}-${it}".toString() } + leftOfTests().toSet()).each {
            docker('compose', '-p', it, 'down', '--volumes', '--remove-orphans', '--timeout', '2')
        }
        docker('images', '--all', '--quiet', '--filter', "label=ca.countable.project=${project}").readLines().toSet()
            .each { docker('rmi', '--force', it) }
        // Images of others that a release kept have no label of ours, but names.
        docker('images', '--format', '{{.Repository}}:{{.Tag}}').readLines().findAll { it.startsWith("${project}-") }
            .each { docker('rmi', it) }
    }

    private static List<String> ofLabel(String kind, String label, String format) {
        List<String> list = kind == 'ps' ? ['ps', '--all'] : [kind, 'ls']
        return docker(*list, '--filter', "label=${label}", '--format', format).readLines()
    }

    private static String docker(Object... words) {
        return Program.run(new File('.'), [:], ['docker'] + words*.toString())
    }
}
