import {UserError} from '../errors/userError.ts';
import type {ComposeModel} from '../compose/model.ts';
import {runsDatabase} from '../compose/database.ts';
import type {Evidence} from '../result/result.ts';
import type {Probe} from './probes.ts';
import {counted} from '../text/plain.ts';

export type Answer = {status: number} | {problem: string};

/** Of what is known to speak something else. */
export const NO_HTTP = {problem: 'it does not speak HTTP'};

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

/** Why the answer is not good enough; undefined when it is. */
export const shortcoming = ({probe, answer}: Asked): Shortcoming | undefined => {
  const problem = problemOf(probe, answer);
  return problem === undefined ? undefined : {probe, problem};
};

/** That none of several ports of which one is to be the site has answered so. */
export const noSite = (asked: readonly Asked[]): Shortcoming | undefined => {
  const choices = asked.filter(({probe}) => probe.promise === 'success of one');
  if (choices.length === 0 || choices.some(({answer}) => isSuccess(answer))) return undefined;
  const best = choices.find(({answer}) => 'status' in answer) ?? choices[0];
  return best && {probe: best.probe, problem: `${said(best.answer)}, and no other published port did better`};
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

/** The services on which one that answers with an error of the server's depends: a proxy only passes that on. */
export const behindAnswer = (
  {probe: {service = ''}, problem}: Pick<Shortcoming, 'probe' | 'problem'>,
  {services}: Pick<ComposeModel, 'services'>,
): string[] =>
  /^HTTP 5\d\d\b/.test(problem)
    ? Object.keys(services[service]?.depends_on ?? {}).filter(other => !runsDatabase(services[other] ?? {}))
    : [];

/** With the log of what is behind, where the one that answered has written nothing. */
export const lookingBehind = (evidence: Evidence, behind: readonly string[]): Evidence => {
  const {services = [], log} = evidence;
  const tells = services.find(({service, log: lines = []}) => behind.includes(service) && lines.length > 0);
  const isSilent = log === undefined || log.lines.length === 0;
  return {
    ...evidence,
    behind,
    ...(isSilent && tells && {log: {source: tells.service, lines: tells.log ?? []}}),
  };
};

const noAnswerText = ({probe, problem, isFinal}: Shortcoming, minutes: number): string => {
  if (!/^HTTP \d/.test(problem))
    return `${probe.url} did not answer${isFinal ? '' : ` within ${counted(minutes, 'minute')}`}: ${problem}.`;
  const refused = /^HTTP (?:400|421)\b/.test(problem)
    ? `, perhaps for its host ${probe.host ?? hostOf(probe.url)}`
    : '';
  return `${probe.url} answered ${problem}${refused}${isFinal ? '' : `${refused && ','} for ${counted(minutes, 'minute')}`}.`;
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

const problemOf = ({promise}: Probe, answer: Answer): string | undefined => {
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

const speaksOtherwise = (problem: string): boolean =>
  problem === NO_HTTP.problem || /^(?:HPE_|EPROTO\b|ERR_SSL_)/.test(problem);

const isSuccess = (answer: Answer): boolean => 'status' in answer && answer.status < 400;

const said = (answer: Answer): string => ('problem' in answer ? answer.problem : `HTTP ${answer.status}`);
