package ca.countable

import org.junit.Test
import support.FakeBuild
import support.Sources

class BuildFactsTest {
    private final Class facts = Sources.load('BuildFacts')

    @Test
    void 'a classic job has no branch and no pull request'() {
        Map env = [JOB_NAME: 'shop-stage', BUILD_NUMBER: '7', BUILD_URL: null]
        assert facts.ofBuild([env: env, currentBuild: new FakeBuild()]) == [
            jobName: 'shop-stage', buildNumber: 7, branchName: null, changeId: null, changeBranch: null, fork: null, tagName: null,
            startedMs: 1_700_000_000_000, previousResult: null, triggers: [],
        ]
    }

    @Test
    void 'looks back at fifty builds, and no further'() {
        assert previousResult(49) == 'FAILURE'
        assert previousResult(50) == null
    }

    @Test
    void 'keeps the texts that a checkout told, and nothing else'() {
        assert facts.ofSource([GIT_COMMIT: 'c0ffee', GIT_BRANCH: "${'develop'}", number: 3, none: null]) ==
            [GIT_COMMIT: 'c0ffee', GIT_BRANCH: 'develop']
        assert facts.ofSource(null) == [:]
        assert facts.ofSource('a revision') == [:]
    }

    /** Of a build that comes after so many aborted ones, and they after a failed one. */
    private String previousResult(int aborted) {
        FakeBuild build = new FakeBuild(result: 'FAILURE')
        aborted.times { build = new FakeBuild(result: 'ABORTED', previousBuild: build) }
        Object script = [env: [BUILD_NUMBER: '99'], currentBuild: new FakeBuild(previousBuild: build)]
        return facts.ofBuild(script).previousResult
    }
}
