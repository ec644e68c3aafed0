import {branch, plan as planOnly, timeLimit, timer} from '../run/commonFlags.ts';
import {defineVerb} from '../run/verb.ts';

export const plan = defineVerb({
  name: 'plan',
  reaches: 'nothing',
  does: 'print the stages of a build',
  explains:
    'The plan that Jenkins walks: groups of stages, their agents, time limits and credentials. Changes nothing.',
  arguments: {},
  flags: {branch, plan: planOnly, timeLimit, timer},
  examples: [{command: 'countable plan --branch master --json', does: 'as Jenkins reads it'}],
  run: async (given, world) => (await import('./planWork.ts')).planBuild(given, world),
  show: async result => (await import('./shown.ts')).pipelinePlan(result),
});
