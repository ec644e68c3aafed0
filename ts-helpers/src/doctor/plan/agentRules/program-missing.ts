import type {AgentFacts} from '../agentFacts.ts';
import type {Rule} from '../rule.ts';

export const programMissing: Rule<AgentFacts> = {
  code: 'program-missing',
  severity: 'error',
  title: 'A program that builds run is missing',
  why: 'Without git no build knows its commit; without flock no two deploys are kept apart, and none is begun.',
  mend: 'Install it; the finding says how on this system.',
  find: ({missing}) =>
    missing.map(({program, remedy}) => ({
      file: program,
      message: `The command ${program} was not found.`,
      remedy,
    })),
};
