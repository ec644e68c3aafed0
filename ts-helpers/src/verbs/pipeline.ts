import {branch, plan, timeLimit} from '../cli/commonFlags.ts';
import {defineVerb} from '../cli/verb.ts';
import type {PipelineOutcome} from '../commands/pipeline.ts';
import type {PipelinePlan} from '../domain/pipeline.ts';
import type {Finished} from '../run/finished.ts';

export const pipeline = defineVerb({
  name: 'pipeline',
  does: 'do what Jenkins does with a build, here',
  explains:
    'Plans the build, runs its stages and tells how it went. develop deploys to staging while the tests run; ' +
    'master or main deploys to production once they passed; any other branch is tested.',
  arguments: {},
  flags: {branch, plan, timeLimit},
  examples: [
    {command: 'countable pipeline --branch develop --plan', does: 'what a push to develop would do'},
    {command: 'countable pipeline --branch develop', does: 'do it'},
  ],
  async run(given, world): Promise<Finished<PipelinePlan | PipelineOutcome>> {
    if (given.plan) return (await import('../context/plan.ts')).planBuild(given, world);
    return (await import('../context/pipeline.ts')).runPipeline(given, world);
  },
  async show(result) {
    const {pipelineEnds, pipelinePlan} = await import('../report/pipeline.ts');
    return 'groups' in result ? pipelinePlan(result) : pipelineEnds(result);
  },
});
