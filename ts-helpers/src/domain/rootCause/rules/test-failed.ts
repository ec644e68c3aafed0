import type {Rule} from '../rule.ts';

export const testFailed: Rule = {
  name: 'test-failed',

  codes: ['TESTS_FAILED'],
  sentence: ({
    error: {
      message,
      evidence: {failedTests: [first] = []},
    },
  }) =>
    first === undefined ? message : `The test ${first.name} failed: ${first.message.split('\n', 1)[0] ?? ''}`,
};
