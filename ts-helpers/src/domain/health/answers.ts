import {UserError} from '../../errors.ts';
import type {Container} from '../compose.ts';
import type {Evidence} from '../result.ts';
import type {Probe} from './probes.ts';

export type Answer = {status: number} | {problem: string};

export interface Asked {
  probe: Probe;
  answer: Answer;
}

export interface Shortcoming {
  probe: Probe;
  problem: string;
  /** Waiting does not help. */
  isFinal?: boolean;
}

/** A socket at which a container listens. */
export interface Listener {
  port: number;
  /** Heard by nobody but the container itself. */
  isLoopback: boolean;
}

/** Which of the answers are not good enough, and why. */
export const shortcomings = (asked: readonly Asked[]): Shortcoming[] => {
  const short = asked.flatMap(({probe, answer}) => {
    const problem = shortcoming(probe, answer);
    return problem === undefined ? [] : [{probe, problem}];
  });
  const [choice] = asked.filter(({probe}) => probe.promise === 'success of one');
  const oneSucceeds = asked.some(
    ({probe, answer}) => probe.promise === 'success of one' && isSuccess(answer),
  );
  if (short.length > 0 || choice === undefined || oneSucceeds) return short;
  const best = asked.find(({answer}) => 'status' in answer) ?? choice;
  return [{probe: best.probe, problem: `${said(best.answer)}, and no other published port did better`}];
};

/** What else is known of a port that closes without an answer: Docker's own proxy does so while nobody listens behind it. */
export const behind = (
  {probe, problem}: Shortcoming,
  listeners: readonly Listener[] | undefined,
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
  return {probe, problem: `${service} does not listen on port ${target}${instead}`};
};

/** Whether the connection was closed before anything was said. */
export const wasClosed = (problem: string): boolean =>
  /^(?:ECONNRESET|ECONNREFUSED|EPIPE)\b|socket hang up/.test(problem);

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

export const noAnswer = (
  {probe, problem, isFinal = false}: Shortcoming,
  {minutes, evidence}: {minutes: number; evidence: Evidence},
): UserError =>
  new UserError('NO_ANSWER', noAnswerText({probe, problem, isFinal}, minutes), {
    ...remedyFor(problem),
    where: probe.service === undefined ? probe.url : `service ${probe.service}`,
    evidence,
  });

const noAnswerText = ({probe, problem, isFinal}: Shortcoming, minutes: number): string => {
  if (!/^HTTP \d/.test(problem))
    return `${probe.url} did not answer${isFinal ? '' : ` within ${minutes} minutes`}: ${problem}.`;
  const refused = /^HTTP (?:400|421)\b/.test(problem)
    ? `, perhaps for its host ${probe.host ?? hostOf(probe.url)}`
    : '';
  return `${probe.url} answered ${problem}${refused}${isFinal ? '' : `${refused && ','} for ${minutes} minutes`}.`;
};

const hostOf = (url: string): string => new URL(url).hostname;

/** What a status alone tells, where no log does. */
const REMEDIES: readonly [RegExp, string][] = [
  [
    /^HTTP (?:400|421)\b/,
    'The program may refuse the host that it was asked for: let it know that one (ALLOWED_HOSTS in Django), or ask for one that it knows, `health.host` in countable.yml. A port of HTTPS is asked by `health.url`.',
  ],
  [
    /^HTTP 500\b/,
    'Correct what its log says; where that says nothing, let it write its errors to stderr: Django without DEBUG needs LOGGING with a StreamHandler for django.request, PHP log_errors and error_log = /dev/stderr.',
  ],
];

const remedyFor = (problem: string): {remedy?: string} => {
  const remedy = REMEDIES.find(([pattern]) => pattern.test(problem))?.[1];
  return remedy === undefined ? {} : {remedy};
};

/** Why the answer is not good enough; undefined when it is. */
const shortcoming = ({promise}: Probe, answer: Answer): string | undefined => {
  if ('problem' in answer) {
    // Something listens there and speaks, only not HTTP: a mail or a database server of its own kind.
    return speaksOtherwise(answer.problem) && promise !== 'success' ? undefined : answer.problem;
  }
  return promise === 'success' && !isSuccess(answer)
    ? said(answer)
    : answer.status < 500
      ? undefined
      : said(answer);
};

const speaksOtherwise = (problem: string): boolean => /^(?:HPE_|EPROTO\b|ERR_SSL_)/.test(problem);

const isSuccess = (answer: Answer): boolean => 'status' in answer && answer.status < 400;

const said = (answer: Answer): string => ('problem' in answer ? answer.problem : `HTTP ${answer.status}`);
