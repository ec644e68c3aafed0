package support

import groovy.json.JsonSlurper

/** What {@code countable plan} answers, and what stages leave behind. */
class Plans {
    static Map develop() {
        return kept('develop')
    }

    static Map master() {
        return kept('master')
    }

    static Map pullRequest() {
        return kept('pullRequest')
    }

    static Map preview() {
        return kept('preview')
    }

    /** Of a build that the nightly timer began. */
    static Map nightly() {
        return kept('nightly')
    }

    /** What {@code countable operation} answers. */
    static Map operation(String name) {
        return (Map) new JsonSlurper().parse(new File('test/fixtures/seam/operations.json'), 'UTF-8')[name]
    }

    static Map passed(String stage) {
        return [seam: 1, stage: stage, outcome: 'passed', startedAt: '2026-05-04T03:02:01Z', durationMs: 1000]
    }

    static Map failed(String stage, String code, String message) {
        Map error = [code: code, message: message, remedy: 'Do something.', exitCode: 1, evidence: [:]]
        return passed(stage) + [outcome: 'failed', error: error]
    }

    /** As the CLI makes it: see test/ts/seam.test.ts. */
    private static Map kept(String name) {
        return (Map) new JsonSlurper().parse(new File('test/fixtures/seam/plans.json'), 'UTF-8')[name]
    }
}
