package e2e

import groovy.io.FileType

/** What the {@code junit} step reads. */
class JUnitReports {
    static Map<String, Integer> count(File folder, String pattern) {
        assert pattern == '**/*.xml'
        List<Node> suites = []
        folder.eachFileRecurse(FileType.FILES) { File file ->
            if (file.name.endsWith('.xml')) {
                suites.addAll(new XmlParser().parse(file).depthFirst().findAll { it.name() == 'testsuite' })
            }
        }
        return [
            total: suites.sum(0) { it.@tests as int },
            failed: suites.sum(0) { (it.@failures as int) + (it.@errors as int) },
        ]
    }
}
