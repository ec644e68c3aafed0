package jenkins

import org.codehaus.groovy.control.CompilerConfiguration
import org.junit.Test

/** The script that `countable jenkins jobs --files` writes is Groovy, and calls what it is meant to call. */
class JobDslTest {
    @Test
    void 'names each job with what is in it'() {
        Map<String, List> calls = run(new File('test/fixtures/jenkins/jobs.groovy').text)
        String remote = 'https://git.example.org/it\'s?a=<b>&c=${HOME}\\n'
        assert calls['folder'] == ["L'équipe"]
        assert calls['multibranchPipelineJob'] == ["L'équipe/shop", 'production/shop']
        assert calls['multibranchPipelineJob.branchSources.branchSource.source.git.remote'] == [remote, remote]
        assert calls['multibranchPipelineJob.branchSources.branchSource.source.git.traits.headWildcardFilter.includes'] ==
            ['master main']
        assert calls['pipelineJob'] == ['shop-prod']
        assert calls['pipelineJob.definition.cpsScm.scm.git.branches'] == ['*/master', '*/main']
        assert calls['pipelineJob.definition.cpsScm.scriptPath'] == ['Jenkinsfile']
        assert calls['organizationFolder'] == ['acme', 'production/acme']
        assert calls['organizationFolder.organizations.bitbucket.repoOwner'] == ['acme']
        assert calls['organizationFolder.organizations.github.apiUri'] == ['https://api.github.com']
    }

    private static Map<String, List> run(String text) {
        CompilerConfiguration configuration = new CompilerConfiguration()
        configuration.scriptBaseClass = DelegatingScript.name
        DelegatingScript script = (DelegatingScript) new GroovyShell(JobDslTest.classLoader, new Binding(), configuration).parse(text)
        Recorder recorder = new Recorder()
        script.setDelegate(recorder)
        script.run()
        return recorder.calls
    }
}
