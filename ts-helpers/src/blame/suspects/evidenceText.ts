import type {ErrorReport} from '../../result/result.ts';
import {isBroken} from '../../health/services.ts';
import {askedBehind, brokenOff} from '../../causes/upstream.ts';
import {withoutCommands} from '../commands.ts';

/** What a failure says, the message first, then tests or logs: each a text of its own, so that stacks do not mix. */
export const textsOf = (error: ErrorReport): string[] => {
  const {message, where = '', evidence} = error;
  const behind = askedBehind(error);
  const {failedTests = [], log, services = []} = evidence;
  const tests = failedTests.slice(0, MOST_TESTS).map(test => [test.message, test.details ?? ''].join('\n'));
  const logs = [
    withoutCommands(log?.lines ?? []).join('\n'),
    ...services
      .filter(service => isBroken(service) || behind.includes(service.service))
      .flatMap(({log: lines = [], healthOutput = ''}) => [withoutCommands(lines).join('\n'), healthOutput]),
  ];
  const told = failedTests.length > 0 ? tests : logs;
  return [...new Set([`${message}\n${where}`, ...told])].filter(text => text.trim() !== '');
};

const MOST_TESTS = 20;

/** Services that did not do what they should; a proxy that only tells so of another did. */
export const failingServices = (error: ErrorReport): Set<string> => {
  const {where = '', evidence} = error;
  const {services = [], log} = evidence;
  const broken = services.filter(isBroken).map(({service}) => service);
  const named = brokenOff(error);
  if (named.length > 0) return new Set([...broken, ...named]);
  const own = [...where.split(/[\s,:]+/), ...(log === undefined ? [] : [log.source])];
  return new Set([...broken, ...own, ...askedBehind(error)]);
};
