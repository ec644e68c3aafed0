package vars

import jenkins.model.Jenkins
import org.junit.After
import org.junit.Before
import org.junit.runner.RunWith
import org.junit.runners.Parameterized
import support.CpsRunner
import support.FakeJenkins
import support.PlainRunner
import support.Runner
import support.Sandbox

/** A step of {@code vars/}, run plainly and as a controller runs it. */
@RunWith(Parameterized)
abstract class StepCase {
    final Runner runner
    FakeJenkins jenkins

    @Parameterized.Parameters(name = '{0}')
    static List<Object[]> runners() {
        return [['plain', new PlainRunner()] as Object[], ['CPS', new CpsRunner()] as Object[]]
    }

    StepCase(String how, Runner runner) {
        this.runner = runner
    }

    @Before
    void freshController() {
        Jenkins.labels = [] as Set
        Sandbox.open()
        jenkins = new FakeJenkins()
    }

    @After
    void forget() {
        FakeJenkins.current = null
        Sandbox.open()
    }
}
