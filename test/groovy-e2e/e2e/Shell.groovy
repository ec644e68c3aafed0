package e2e

/**
 * {@code sh}: the script as a file beside the workspace, run with the environment that Jenkins gives it. An abort
 * sends SIGTERM to it and all it has started, and waits.
 */
class Shell {
    private final File workspace
    private final File folder
    private final Map<String, String> environment
    private volatile Process process
    private volatile Throwable interruption

    Shell(File workspace, File folder, Map<String, String> environment) {
        this.workspace = workspace
        this.folder = folder
        this.environment = environment
    }

    /** The exit code. Each line it prints goes to {@code echo}. */
    int run(String text, Closure echo) {
        File script = new File("${workspace}@tmp/durable-${UUID.randomUUID()}/script.sh")
        script.parentFile.mkdirs()
        try {
            script.setText(text, 'UTF-8')
            script.executable = true
            process = builder(script).start()
            process.inputStream.eachLine('UTF-8', echo)
            int status = process.waitFor()
            if (interruption) {
                throw interruption
            }
            return status
        } finally {
            script.parentFile.deleteDir()
        }
    }

    void interrupt(Throwable cause) {
        interruption = cause
        List<ProcessHandle> started = process.descendants().iterator().toList()
        // The handle's, which leaves the output open: it is what the programs say while they end.
        ([process.toHandle()] + started)*.destroy()
    }

    private ProcessBuilder builder(File script) {
        ProcessBuilder builder = new ProcessBuilder(script.path).directory(folder).redirectErrorStream(true)
            .redirectInput(new File('/dev/null'))
        builder.environment().clear()
        builder.environment().putAll(environment)
        return builder
    }
}
