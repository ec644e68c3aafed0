import {EXIT, type ErrorCode} from '../../errors/userError.ts';
import type {ErrorReport, ServiceState} from '../../result/result.ts';
import {isBroken} from '../../health/services.ts';
import {askedBehind} from '../upstream.ts';
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
  const {message, where, evidence} = error;
  const {failedTests = [], log, services = []} = evidence;
  if (failedTests.length > 0)
    return failedTests.map(({name, message, details = '', isPrinted}) => ({
      source: `test ${name}`,
      lines: [...(isPrinted ? details.split('\n') : []), ...message.split('\n')],
    }));
  const broken = services.filter(isBroken);
  const behind = askedBehind(error);
  const failed = services.find(({service}) => service === log?.source);
  const named = serviceIn(where) ?? (broken.length === 1 ? broken[0]?.service : undefined);
  const isOf = (source: string) => failed !== undefined || serviceIn(where) === source;
  return [
    ...(isOfPrograms(error)
      ? [{source: 'the error', lines: [message], ...(named !== undefined && {service: named})}]
      : []),
    ...(log && log.source !== OURSELVES && !isQuestions(log.source)
      ? [{source: log.source, lines: ownLines(log.lines), ...(isOf(log.source) && {service: log.source})}]
      : []),
    ...(failed ? healthPlace(failed) : []),
    ...broken.filter(service => service !== failed).flatMap(servicePlaces),
    ...services
      .filter(service => !isBroken(service) && behind.includes(service.service))
      .flatMap(servicePlaces),
  ];
};

/** A file of questions to a database: what it asks for need not be there, and no migration makes it. */
const isQuestions = (source: string): boolean => source.endsWith('.sql');

/** The service that an error names as its place: `service web`. */
const serviceIn = (where = ''): string | undefined => /^service (\S+)$/.exec(where)?.[1];

/**
 * Whether its message is what a program of the project, or of a step of Jenkins, has said: only then the rules mean it. What
 * is wrong with our own arguments, variables and files of this machine says `ENOENT` as well, and is of no container.
 */
const isOfPrograms = ({code, exitCode, evidence: {log, services = []}}: ErrorReport): boolean =>
  exitCode !== EXIT.usage &&
  !OF_THIS_MACHINE.has(code) &&
  (code === 'REGISTRY_UNREACHABLE' || services.length > 0 || (log !== undefined && log.source !== OURSELVES));

const OURSELVES = 'countable';

const OF_THIS_MACHINE: ReadonlySet<string> = new Set<ErrorCode>([
  'NOT_WRITABLE',
  'NOT_READABLE',
  'NOT_ACCESSIBLE',
  'FILE_GONE',
  'FILE_IN_THE_WAY',
  'FILE_TOO_LARGE',
  'SYSTEM_REFUSED',
  'OUTSIDE_PROJECT',
  'INTERNAL',
]);

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
