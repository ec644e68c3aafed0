import type {ErrorReport, ServiceState} from '../result.ts';
import {EXIT} from '../../errors.ts';
import {isBroken} from '../services.ts';
import {askedBehind} from './upstream.ts';
import type {Seen} from './rule.ts';

/** Lines that belong together. */
export interface Place extends Pick<Seen, 'service' | 'isHealthCheck'> {
  source: string;
  lines: readonly string[];
}

/**
 * Where the cause may be told, the likeliest first. Where tests tell what failed, the log around them only distracts; and
 * what stands in the log of a service that is well is an old story.
 */
export const placesOf = (error: ErrorReport): Place[] => {
  const {message, evidence} = error;
  const {failedTests = [], log, services = []} = evidence;
  if (failedTests.length > 0)
    return failedTests.map(({name, message, details = '', isPrinted}) => ({
      source: `test ${name}`,
      lines: [...(isPrinted ? details.split('\n') : []), ...message.split('\n')],
    }));
  const broken = services.filter(isBroken);
  const behind = askedBehind(error);
  const failed = services.find(({service}) => service === log?.source);
  return [
    ...(error.exitCode === EXIT.usage ? [] : [itself(message, broken)]),
    ...(log ? [{source: log.source, lines: ownLines(log.lines), ...(failed && nameOf(failed))}] : []),
    ...(failed ? healthPlace(failed) : []),
    ...broken.filter(service => service !== failed).flatMap(servicePlaces),
    ...services
      .filter(service => !isBroken(service) && behind.includes(service.service))
      .flatMap(servicePlaces),
  ];
};

/** What is wrong with words or settings of ours is said in words of ours: no program has said it. */
const itself = (message: string, broken: readonly ServiceState[]): Place => ({
  source: 'the error',
  lines: [message],
  ...(broken.length === 1 && broken[0] && nameOf(broken[0])),
});

/** The output of the health check, which follows them, is a place of its own; steps of a build that ended well broke nothing. */
const ownLines = (lines: readonly string[]): readonly string[] => {
  const check = lines.findIndex(line => line.startsWith('health check: '));
  const own = check === -1 ? lines : lines.slice(0, check);
  const done = new Set(own.flatMap(line => /^(#\d{1,6}) (?:DONE|CACHED)\b/.exec(line)?.[1] ?? []));
  return done.size === 0 ? own : own.filter(line => !done.has(line.split(' ', 1)[0] ?? ''));
};

const servicePlaces = (service: ServiceState): Place[] => [
  {source: service.service, lines: service.log ?? [], ...nameOf(service)},
  ...healthPlace(service),
];

const healthPlace = (service: ServiceState): Place[] =>
  service.health !== 'unhealthy' || service.healthOutput === undefined
    ? []
    : [
        {
          source: `health check of ${service.service}`,
          lines: service.healthOutput.split('\n'),
          isHealthCheck: true,
          ...nameOf(service),
        },
      ];

const nameOf = ({service}: ServiceState) => ({service});
