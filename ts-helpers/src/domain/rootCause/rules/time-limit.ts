import type {Rule} from '../rule.ts';

export const timeLimit: Rule = {
  name: 'time-limit',

  codes: ['TIME_LIMIT'],
  sentence: ({error: {message}}) => message,
};
