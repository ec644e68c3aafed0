import {branch, plan as planOnly, timeLimit} from '../cli/commonFlags.ts';
import {defineVerb} from '../cli/verb.ts';

export const plan = defineVerb({
  name: 'plan',
  does: 'print the stages of a build',
  explains:
    'The plan that Jenkins walks: groups of stages, their agents, time limits and credentials. Changes nothing.',
  arguments: {},
  flags: {branch, plan: planOnly, timeLimit},
  examples: [{command: 'countable plan --branch master --json', does: 'as Jenkins reads it'}],
  run: async (given, world) => (await import('../context/plan.ts')).planBuild(given, world),
  show: async result => (await import('../report/pipeline.ts')).pipelinePlan(result),
});
