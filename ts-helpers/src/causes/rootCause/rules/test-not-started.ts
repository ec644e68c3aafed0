import type {Rule} from '../rule.ts';

export const testNotStarted: Rule = {
  name: 'test-not-started',

  codes: ['TESTS_NOT_STARTED', 'NO_TESTS'],
  sentence: ({error: {message}}) => message,
};
