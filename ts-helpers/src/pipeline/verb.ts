import {branch, plan, timeLimit, timer} from '../run/commonFlags.ts';
import {defineVerb} from '../run/verb.ts';
import type {PipelineOutcome} from './pipeline.ts';
import type {PipelinePlan} from '../seam/pipelinePlan.ts';
import type {Finished} from '../run/finished.ts';

export const pipeline = defineVerb({
  name: 'pipeline',
  reaches: 'what it asks for itself',
  does: 'do what Jenkins does with a build, here',
  explains:
    'Plans the build, runs its stages and tells how it went. develop deploys to staging while the tests run; ' +
    'master or main deploys to production once they passed; any other branch is tested. A build that the nightly timer began backs production up, and does nothing else.',
  arguments: {},
  flags: {branch, plan, timeLimit, timer},
  examples: [
    {command: 'countable pipeline --branch develop --plan', does: 'what a push to develop would do'},
    {command: 'countable pipeline --branch develop', does: 'do it'},
    {
      command: 'countable pipeline --branch master --timer',
      does: 'what the nightly timer of its job does: back up',
    },
  ],
  async run(given, world): Promise<Finished<PipelinePlan | PipelineOutcome>> {
    if (given.plan) return (await import('./planWork.ts')).planBuild(given, world);
    return (await import('./work.ts')).runPipeline(given, world);
  },
  async show(result) {
    const {pipelineEnds, pipelinePlan} = await import('./shown.ts');
    return 'groups' in result ? pipelinePlan(result) : pipelineEnds(result);
  },
});
