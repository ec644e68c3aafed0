import type {ErrorReport} from '../result.ts';
import {isBroken} from '../services.ts';

/** What a failure says, the message first, then tests or logs: each a text of its own, so that stacks do not mix. */
export const textsOf = ({message, where = '', evidence}: ErrorReport): string[] => {
  const {failedTests = [], log, services = []} = evidence;
  const tests = failedTests.slice(0, MOST_TESTS).map(test => [test.message, test.details ?? ''].join('\n'));
  const logs = [
    (log?.lines ?? []).join('\n'),
    ...services
      .filter(isBroken)
      .flatMap(({log: lines = [], healthOutput = ''}) => [lines.join('\n'), healthOutput]),
  ];
  const told = failedTests.length > 0 ? tests : logs;
  return [...new Set([`${message}\n${where}`, ...told])].filter(text => text.trim() !== '');
};

const MOST_TESTS = 20;

/** Services that did not do what they should. */
export const failingServices = ({where = '', evidence: {services = [], log}}: ErrorReport): Set<string> =>
  new Set([
    ...services.filter(isBroken).map(({service}) => service),
    ...where.split(/[\s,:]+/),
    ...(log === undefined ? [] : [log.source]),
  ]);
