import type {Container} from '../compose/model.ts';
import type {Shortcoming} from './answers.ts';

/** A socket at which a container listens. */
export interface Listener {
  port: number;
  /** Heard by nobody but the container itself. */
  isLoopback: boolean;
}

/** A connection that a container has with others. */
export interface Connection {
  /** In the container. */
  port: number;
  /** Its program has taken it up, and read all that came. */
  isRead: boolean;
}

/** Where debuggers of Java, Node and Python listen, long before the program that they are of. */
const DEBUGGERS = new Set([5005, 9229, 5678]);

/**
 * What else is known of a port that closes without an answer: Docker's own proxy does so while nobody listens behind it.
 * Of what has settled and listens at other ports nobody will come to listen at this one.
 */
export const behind = (
  {probe, problem}: Shortcoming,
  listeners: readonly Listener[] | undefined,
  {hasSettled = false}: {hasSettled?: boolean} = {},
): Shortcoming | undefined => {
  const {service, target, promise} = probe;
  if (listeners === undefined) return {probe, problem};
  const there = listeners.filter(({port}) => port === target);
  // It listens and is well, only it speaks no HTTP: a broker, a mail server, a game.
  if (there.some(({isLoopback}) => !isLoopback)) return promise === 'success' ? {probe, problem} : undefined;
  if (there.length > 0) {
    const where = `${service} listens on port ${target} for its own container alone: on 127.0.0.1, not on 0.0.0.0`;
    return {probe, problem: where, isFinal: true};
  }
  const others = [...new Set(listeners.filter(({isLoopback}) => !isLoopback).map(({port}) => port))];
  const instead = others.length > 0 ? `, but on ${others.sort((a, b) => a - b).join(', ')}` : '';
  const isFinal = hasSettled && others.some(port => !DEBUGGERS.has(port));
  return {
    probe,
    problem: `${service} does not listen on port ${target}${instead}`,
    ...(isFinal && {isFinal}),
  };
};

/**
 * Whether a program that was sent what is no HTTP, and said nothing to it, has read it. A web server that has would have
 * refused it: this one speaks something else. One that is busy or still starting has not.
 */
export const hasHeard = (connections: readonly Connection[], port: number | undefined): boolean => {
  const own = connections.filter(connection => connection.port === port);
  return own.length > 0 && own.every(({isRead}) => isRead);
};

/** Of a port that speaks something else: well, unless it was to be a page. */
export const speaksNoHttp = ({probe}: Pick<Shortcoming, 'probe'>): Shortcoming | undefined =>
  probe.promise === 'success'
    ? {
        probe,
        problem: `${probe.service} reads what it is sent on port ${probe.target} and says nothing; it does not speak HTTP there`,
      }
    : undefined;

/** Whether the connection was closed before anything was said. */
export const wasClosed = (problem: string): boolean =>
  /^(?:ECONNRESET|ECONNREFUSED|EPIPE)\b|socket hang up/.test(problem);

/** Whether nothing was said, and the connection left open. */
export const wasSilent = (problem: string): boolean => problem.startsWith('no answer within');

/** Of a service that has ended nobody will answer. */
export const endedBehind = (
  {probe}: Shortcoming,
  containers: readonly Container[],
): Shortcoming | undefined => {
  const own = containers.filter(({service}) => service === probe.service);
  if (own.length === 0 || own.some(({state}) => state !== 'exited')) return undefined;
  return {
    probe,
    problem: `${probe.service} has ended, with exit code 0, and nobody listens any more`,
    isFinal: true,
  };
};
