import type {Rule} from '../rule.ts';

export const agentLost: Rule = {
  name: 'agent-lost',

  whose: 'machine',
  codes: ['AGENT_LOST'],
  sentence: ({error: {message}}) => (/[.)]$/.test(message) ? message : `${message}.`),
};
