package vars

import jenkins.model.Jenkins
import org.junit.Test
import support.Plans
import support.Runner
import support.Sandbox

/** Where a stage runs. */
class CountablePipelineAgentsTest extends PipelineCase {
    CountablePipelineAgentsTest(String how, Runner runner) {
        super(how, runner)
    }

    @Test
    void 'takes the first label that an agent has, else any agent'() {
        Jenkins.labels = ['stage'] as Set
        build()
        assert jenkins.calls.collectEntries { [it.verb, it.node] } == 
            [plan: '', deploy: 'stage', test: '!shop-prod && !prod', notify: '']
    }

    @Test
    void 'tests rather on an agent that nothing is deployed on'() {
        Jenkins.labels = ['stage', 'big'] as Set
        build()
        assert jenkins.call('deploy').node == 'stage'
        assert jenkins.call('test').node == '!shop-stage && !stage && !shop-prod && !prod'
    }

    @Test
    void 'plans on the agent that the last build took first, if it is still there'() {
        jenkins.build.previousBuild.report = '{"memory": {"agents": ["shop-stage", "stage", ""]}}'
        Jenkins.labels = ['stage'] as Set
        build()
        assert jenkins.call('plan').node == 'stage'
        jenkins.build.previousBuild.report = '{"memory": {"agents": ["gone"]}}'
        build()
        assert jenkins.call('plan').node == ''
    }

    @Test
    void 'honours the one label that the user chose'() {
        Jenkins.labels = ['big', 'stage'] as Set
        chosenAgent('big')
        build()
        assert jenkins.call('deploy').node == 'big'
    }

    @Test
    void 'does not wait for a chosen label that no agent has'() {
        chosenAgent('gone')
        Throwable failure = buildFails()
        assert failure.message.startsWith('No agent fits gone, which the setting agents asks for')
        assert jenkins.call('notify').facts.mishaps*.during == ['node']
        assert jenkins.verbsRun() == ['plan', 'notify', 'test', 'notify']
    }

    @Test
    void 'takes any agent, and says so, where it may not look for labels'() {
        Sandbox.close()
        build()
        assert jenkins.call('deploy').node == ''
        assert jenkins.logText().contains('whether one has the label shop-stage or stage cannot be seen')
    }

    @Test
    void 'honours the chosen label where it may not look for labels'() {
        Sandbox.close()
        chosenAgent('big')
        build()
        assert jenkins.call('deploy').node == 'big'
        assert jenkins.logText().contains('Asking for an agent with the label big')
    }

    private void chosenAgent(String label) {
        Map plan = Plans.develop()
        plan.groups[0].stages[0].agents = [label]
        this.plan(plan)
    }
}
