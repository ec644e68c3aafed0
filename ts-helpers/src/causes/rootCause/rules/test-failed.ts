import {ownPlaceIn} from '../../exception.ts';
import type {Rule, Seen} from '../rule.ts';

export const testFailed: Rule = {
  name: 'test-failed',

  codes: ['TESTS_FAILED', 'TESTS_HID_FAILURE'],
  sentence: ({error: {message, evidence}}) => {
    const [first] = evidence.failedTests ?? [];
    if (first === undefined) return message;
    const said = first.message.split('\n', 1)[0]?.trim() ?? '';
    const place = placeOf(first);
    const where = place === undefined ? '' : ` (${place})`;
    return `The test ${first.name} failed${said === '' ? '' : `: ${said}`}${where}${said === '' ? '.' : ''}`;
  },
  remedy: ({error: {code, evidence}}) => {
    const place = placeOf(evidence.failedTests?.[0]);
    if (place === undefined || code !== 'TESTS_FAILED') return undefined;
    return `Correct ${place}, or what it tests; \`countable test\` runs it on a laptop.`;
  },
};

type FailedTest = NonNullable<Seen['error']['evidence']['failedTests']>[number];

const placeOf = (test: FailedTest | undefined): string | undefined => {
  const place = test?.details === undefined ? undefined : ownPlaceIn(test.details.split('\n'));
  return place && `${place.path}:${place.line}`;
};
