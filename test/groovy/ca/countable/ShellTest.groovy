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
        File cli = installed()
        assert run(shell.script(places(cli), ['test', '--time-limit', 30])).status == 0
        assert calls.readLines() == ["<${cli}/countable.cjs><test><--time-limit><30>"]
    }

    @Test
    void 'becomes it without the variables that it is to run without, and whatever their names are'() {
        File node = new File(bin, 'node')
        node.text = "#!/bin/sh\necho \"\${AT-none} \${OTHER-none}\" > '${calls}'\n"
        File cli = installed()
        Map without = places(cli) + [unset: ['AT', 'NEVER_SET', "x; touch ${folder.root}/evil", 'a-b']]
        String script = "export AT=1 OTHER=2\n" + shell.script(without, ['test'])
        assert run(script).status == 0
        assert calls.text == 'none 2\n'
        assert !new File(folder.root, 'evil').exists()
    }

    @Test
    void 'runs no CLI that is not as it was unpacked'() {
        Map<String, Closure> tamperings = [
            'a file that was changed': { File cli -> new File(cli, 'main.mjs') << ' ' },
            'a file that is missing': { File cli -> new File(cli, 'main.mjs').delete() },
            'the sums that were changed with it': { File cli ->
                new File(cli, 'main.mjs').text = 'evil'
                new File(cli, 'SHA256SUMS').text = sums(cli)
            },
            'sums that name nothing': { File cli -> new File(cli, 'SHA256SUMS').text = '' },
            'no sums': { File cli -> new File(cli, 'SHA256SUMS').delete() },
            'a link to another file': { File cli ->
                File other = new File(folder.root, 'other.mjs')
                other.text = 'evil'
                new File(cli, 'main.mjs').delete()
                java.nio.file.Files.createSymbolicLink(new File(cli, 'main.mjs').toPath(), other.toPath())
            },
        ]
        tamperings.each { what, tamper ->
            File cli = installed()
            tamper(cli)
            assert run(shell.script(places(cli), ['test'])).status == 86, what
            assert !calls.exists(), what
        }
    }

    @Test
    void 'says that no CLI was sent yet, whatever was there'() {
        File cli = installed()
        cli.deleteDir()
        assert run(shell.script(places(cli), ['test'])).status == 87
        assert !calls.exists()
    }

    @Test
    void 'removes what earlier runs have left, and no facts'() {
        File left = folder.newFolder("it's left")
        new File(left, 'output').mkdir()
        ['facts.json', 'result-11-test.json', 'result-12-plan.json', 'output/junit.xml'].each { new File(left, it).text = '{}' }
        Map places = places(installed()) + [folder: left.path]
        assert run(shell.script(places, ['test'])).status == 0
        assert left.list() as List == ['facts.json']
    }

    @Test
    void 'unpacks a CLI that was sent, and removes the file'() {
        File sent = folder.newFile('countable-abc.mjs')
        File cli = installed()
        assert run(shell.script(places(cli, sent), ['plan'])).status == 0
        assert calls.readLines() == ["<${sent}><--unpack><${cli}>", "<${cli}/countable.cjs><plan>"]
        assert !sent.exists()
    }

    @Test
    void 'does not run a CLI that could not be unpacked'() {
        Map outcome = run(shell.script(places(new File('/x/.countable/abc'), new File('/x/sent.mjs')), ['plan']), [NODE_EXIT: '28'])
        assert outcome.status == 28
        assert calls.readLines().size() == 1
    }

    @Test
    void 'passes on how the CLI ended'() {
        assert run(shell.script(places(installed()), ['test']), [NODE_EXIT: '7']).status == 7
    }

    @Test
    void 'says how to install Node where it is missing'() {
        new File(bin, 'node').delete()
        Map outcome = run(shell.script(places(new File('/x')), ['test']))
        assert outcome.status == 3
        assert outcome.text.contains('NODE_MISSING')
        assert outcome.text.contains('sudo apt-get install -y nodejs')
    }

    @Test
    void 'keeps every word one word, whatever is in it'() {
        List<String> words = ["'", "a'; touch owned; '", '$(touch owned)', '`touch owned`', '"', '\\', ' ', '', '*', 'é\nü', '-n']
        File cli = installed("it's")
        assert run(shell.script(places(cli), words)).status == 0
        assert calls.text == "<${cli}/countable.cjs>" + words.collect { "<${it}>" }.join('') + '\n'
        assert !new File(folder.root, 'owned').exists()
    }

    private Map<String, String> places(File cli, File packed = null) {
        return [installed: cli.path, packed: packed?.path, folder: "${folder.root}/facts".toString()]
    }

    /** The CLI as the library has it, unpacked. */
    private File installed(String name = 'abc') {
        File cli = new File(folder.root, ".countable/${name}")
        cli.deleteDir()
        List<String> unpack = ['node', 'resources/ca/countable/countable.mjs', '--unpack', cli.path]
        assert new ProcessBuilder(unpack).inheritIO().start().waitFor() == 0
        return cli
    }

    private static String sums(File cli) {
        return cli.listFiles().findAll { it.name != 'SHA256SUMS' }.collect { "${digest(it)}  ${it.name}\n" }.join('')
    }

    private static String digest(File file) {
        return java.security.MessageDigest.getInstance('SHA-256').digest(file.bytes).encodeHex().toString()
    }

    /** Without the machine's own programs but those that the script needs. */
    private Map run(String script, Map environment = [:]) {
        ['rm', 'hostname', 'sha256sum'].collect { new File(bin, it) }.findAll { !it.exists() }.each {
            java.nio.file.Files.createSymbolicLink(it.toPath(), which(it.name))
        }
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
