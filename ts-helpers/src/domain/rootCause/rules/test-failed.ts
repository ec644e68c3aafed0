import type {FailedTest} from '../../result.ts';
import {ownPlaceIn} from '../exception.ts';
import type {Rule} from '../rule.ts';

export const testFailed: Rule = {
  name: 'test-failed',

  codes: ['TESTS_FAILED', 'TESTS_HID_FAILURE'],
  sentence: ({error: {message, evidence}}) => {
    const [first] = evidence.failedTests ?? [];
    if (first === undefined) return message;
    const said = first.message.split('\n', 1)[0]?.trim() ?? '';
    return `The test ${first.name} failed${said === '' ? '.' : `: ${said}`}`;
  },
  remedy: ({error: {code, evidence}}) => {
    const place = placeOf(evidence.failedTests ?? []);
    if (place === undefined || code !== 'TESTS_FAILED') return undefined;
    return `Correct ${place}, or what it tests; \`countable test\` runs it on a laptop.`;
  },
};

const placeOf = ([first]: readonly FailedTest[]): string | undefined => {
  const place = first?.details === undefined ? undefined : ownPlaceIn(first.details.split('\n'));
  return place && `${place.path}:${place.line}`;
};
