package ca.countable

import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import support.Sources

/** The scripts are given to real shells, with a {@code node} that writes down what it was called with. */
class ShellTest {
    private final Class shell = Sources.load('Shell')
    @Rule
    public TemporaryFolder folder = new TemporaryFolder()
    private File bin
    private File calls

    @Before
    void node() {
        bin = folder.newFolder('bin')
        calls = new File(folder.root, 'calls')
        File node = new File(bin, 'node')
        node.text = "#!/bin/sh\nprintf '<%s>' \"\$@\" >> '${calls}'\necho >> '${calls}'\nexit \${NODE_EXIT:-0}\n"
        node.executable = true
    }

    @Test
    void 'becomes the CLI where it is unpacked'() {
        assert run(shell.script('/x/.countable/abc', null, ['test', '--time-limit', 30])).status == 0
        assert calls.readLines() == ['</x/.countable/abc/countable.cjs><test><--time-limit><30>']
    }

    @Test
    void 'unpacks a CLI that was sent, and removes the file'() {
        File sent = folder.newFile('countable-abc.mjs')
        assert run(shell.script('/x/.countable/abc', sent.path, ['plan'])).status == 0
        assert calls.readLines() == ["<${sent}><--unpack></x/.countable/abc>", '</x/.countable/abc/countable.cjs><plan>']
        assert !sent.exists()
    }

    @Test
    void 'does not run a CLI that could not be unpacked'() {
        Map outcome = run(shell.script('/x/.countable/abc', '/x/sent.mjs', ['plan']), [NODE_EXIT: '28'])
        assert outcome.status == 28
        assert calls.readLines().size() == 1
    }

    @Test
    void 'passes on how the CLI ended'() {
        assert run(shell.script('/x', null, ['test']), [NODE_EXIT: '7']).status == 7
    }

    @Test
    void 'says how to install Node where it is missing'() {
        new File(bin, 'node').delete()
        Map outcome = run(shell.script('/x', null, ['test']))
        assert outcome.status == 3
        assert outcome.text.contains('NODE_MISSING')
        assert outcome.text.contains('sudo apt-get install -y nodejs')
    }

    @Test
    void 'keeps every word one word, whatever is in it'() {
        List<String> words = ["'", "a'; touch owned; '", '$(touch owned)', '`touch owned`', '"', '\\', ' ', '', '*', 'é\nü', '-n']
        assert run(shell.script("/it's/abc", null, words)).status == 0
        assert calls.text == "</it's/abc/countable.cjs>" + words.collect { "<${it}>" }.join('') + '\n'
        assert !new File(folder.root, 'owned').exists()
    }

    /** Without the machine's own programs but those that the script needs. */
    private Map run(String script, Map environment = [:]) {
        ['rm', 'hostname'].each { new File(bin, it).with { java.nio.file.Files.createSymbolicLink(toPath(), which(name)) } }
        ProcessBuilder builder = new ProcessBuilder('/bin/sh', '-c', script).directory(folder.root).redirectErrorStream(true)
        builder.environment().putAll([PATH: bin.path] + environment)
        Process process = builder.start()
        String text = process.inputStream.getText('UTF-8')
        return [status: process.waitFor(), text: text]
    }

    private static java.nio.file.Path which(String program) {
        return ['/bin', '/usr/bin'].collect { new File(it, program) }.find { it.exists() }.toPath()
    }
}
