import {UserError} from '../errors.ts';
import type {ComposeModel, Container} from './compose.ts';
import type {Settings} from './settings.ts';
import type {Evidence} from './result.ts';
import {isDatabase} from './validation.ts';

/** How the services of a deploy stand. `failed` will not become up by waiting. */
export type Verdict =
  | {state: 'up'}
  | {state: 'waiting'; services: string[]}
  | {
      state: 'failed';
      container: Container;
      code: 'SERVICE_EXITED' | 'SERVICE_UNHEALTHY' | 'OUT_OF_MEMORY';
      message: string;
    };

/** A container without a health check counts as up once it was seen to run so long. */
const SETTLED_MS = 2_000;
/** A container that Docker has restarted so often since the deploy will not stay up by itself. */
const MOST_RESTARTS = 3;

/** What a watch has seen of containers so far. */
export interface Seen {
  /** How often each, by id, had been restarted when the watch began. */
  restartsBefore: ReadonlyMap<string, number>;
  /**
   * Since when each start, by `startOf`, is known to run, in milliseconds that only ever grow. The engine's own time of
   * it is by a clock that may be another than ours, and that people set back.
   */
  runningSince: ReadonlyMap<string, number>;
  /** Milliseconds now. */
  elapsed: number;
}

/** Tells one run of a container from those before and after a restart. */
export const startOf = ({id, startedAt}: Container): string => `${id} ${startedAt.getTime()}`;

export const judge = (containers: readonly Container[], seen: Seen): Verdict => {
  const {restartsBefore} = seen;
  const restarts = (container: Container) => container.restarts - (restartsBefore.get(container.id) ?? 0);
  for (const container of containers) {
    const failure = failureOf(container, restarts(container));
    if (failure) return {state: 'failed', container, ...failure};
  }
  const waiting = containers.filter(container => !isUp(container, seen));
  return waiting.length === 0
    ? {state: 'up'}
    : {state: 'waiting', services: waiting.map(({service}) => service)};
};

type Failure = Pick<Extract<Verdict, {state: 'failed'}>, 'code' | 'message'>;

const failureOf = (container: Container, restarts: number): Failure | undefined => {
  const {service, state, exitCode, outOfMemory, health, startError, restartPolicy} = container;
  if (outOfMemory)
    return {code: 'OUT_OF_MEMORY', message: `The service ${service} was killed for lack of memory.`};
  if (startError !== '')
    return {code: 'SERVICE_EXITED', message: `The service ${service} did not start: ${startError}`};
  if (restarts >= MOST_RESTARTS) {
    const hint = exitCode === 0 ? ` A one-shot service needs restart: "no", not ${restartPolicy}.` : '';
    return {
      code: 'SERVICE_EXITED',
      message: `The service ${service} keeps ending with exit code ${exitCode}.${hint}`,
    };
  }
  const ended = state === 'dead' || (state === 'exited' && restartPolicy === 'no');
  if (ended && exitCode !== 0) {
    return {code: 'SERVICE_EXITED', message: `The service ${service} ended with exit code ${exitCode}.`};
  }
  if (health === 'unhealthy')
    return {code: 'SERVICE_UNHEALTHY', message: `The service ${service} is unhealthy.`};
  return undefined;
};

const isUp = (container: Container, {runningSince, elapsed}: Seen): boolean => {
  const {state, exitCode, health} = container;
  if (state === 'exited') return exitCode === 0;
  if (state !== 'running') return false;
  if (health !== undefined) return health === 'healthy';
  return elapsed - (runningSince.get(startOf(container)) ?? elapsed) >= SETTLED_MS;
};

/** An address that has to answer before a deploy counts. */
export interface Probe {
  url: string;
  host?: string;
  service?: string;
  /** With a path of its own choosing, a project promises 2xx or 3xx; otherwise anything below 500 is an answer. */
  strict: boolean;
}

/** The addresses to ask: the one set, else every published TCP port that is not a database's. */
export const probesOf = (
  model: ComposeModel,
  {health}: Pick<Settings, 'health'>,
  dockerHost: string,
): Probe[] => {
  if (health.none) return [];
  const host = health.host === undefined ? {} : {host: health.host};
  if (health.url !== undefined) return [{url: health.url, ...host, strict: true}];
  return Object.entries(model.services).flatMap(([service, definition]) =>
    (definition.ports ?? [])
      .filter(
        port =>
          port.protocol !== 'udp' && /^\d+$/.test(port.published ?? '') && !isDatabase(definition, port),
      )
      .map(port => {
        const scheme = port.target === 443 || port.target === 8443 ? 'https' : 'http';
        const address = `${scheme}://${reachable(port.host_ip, dockerHost)}:${port.published}${health.path ?? '/'}`;
        return {url: address, ...host, service, strict: health.path !== undefined};
      }),
  );
};

const reachable = (bound: string | undefined, dockerHost: string): string => {
  if (bound === undefined || bound === '0.0.0.0' || bound === '::') return dockerHost;
  return bound.includes(':') ? `[${bound}]` : bound;
};

/** Why the answer is not good enough; undefined when it is. */
export const shortcoming = (
  probe: Probe,
  answer: {status: number} | {problem: string},
): string | undefined => {
  if ('problem' in answer) {
    // Something listens there and speaks, only not HTTP: a mail or a database server of its own kind.
    return answer.problem.startsWith('HPE_') && !probe.strict ? undefined : answer.problem;
  }
  const enough = probe.strict ? answer.status < 400 : answer.status < 500;
  return enough ? undefined : `HTTP ${answer.status}`;
};

export const noAnswer = (
  probe: Probe,
  about: {problem: string; minutes: number; evidence: Evidence},
): UserError =>
  new UserError(
    'NO_ANSWER',
    `${probe.url} did not answer within ${about.minutes} minutes: ${about.problem}.`,
    {
      where: probe.service === undefined ? probe.url : `service ${probe.service}`,
      evidence: about.evidence,
    },
  );
