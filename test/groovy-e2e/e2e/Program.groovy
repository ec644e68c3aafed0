package e2e

/** A program of this machine, run to its end. */
class Program {
    /** What it printed. Fails when it fails. */
    static String run(File folder, Map<String, String> environment, List<String> command) {
        Process process = new ProcessBuilder(command).directory(folder).redirectErrorStream(true)
            .redirectInput(new File('/dev/null')).with { it.environment().putAll(environment); it }.start()
        String output = process.inputStream.getText('UTF-8')
        int status = process.waitFor()
        assert status == 0 : "${command.join(' ')} ended with ${status}:\n${output}"
        return output
    }
}
