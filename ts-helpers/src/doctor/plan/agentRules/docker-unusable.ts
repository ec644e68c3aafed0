import type {AgentFacts} from '../agentFacts.ts';
import type {Rule} from '../rule.ts';

export const dockerUnusable: Rule<AgentFacts> = {
  code: 'docker-unusable',
  severity: 'error',
  title: 'The Docker engine cannot be used',
  why: 'Images are built, tests run and projects are deployed by it: no build of a project succeeds on this machine.',
  mend: 'Install it, start it, or add the user of the agent to the group docker; the finding says which.',
  find: ({engine}) =>
    engine === undefined
      ? []
      : [{file: 'docker', message: `${engine.message} (${engine.code})`, remedy: engine.remedy}],
};
