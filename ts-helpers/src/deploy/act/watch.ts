import {PRODUCTION} from '../../settings/production.ts';
import {mayBeStarved} from '../../compose/killed.ts';
import type {Container} from '../../compose/model.ts';
import {projectLabel} from '../../project/conventions.ts';
import type {DeployFacts} from '../plan.ts';
import {orphansOf} from '../plan/leaving.ts';
import {judgeServices, type Judged, tooLate, type Verdict} from '../../health/judge.ts';
import {behindAnswer, lookingBehind, noAnswer, type Shortcoming} from '../../health/answers.ts';
import type {Final} from '../../health/final.ts';
import {neverHeard} from '../../health/hearing.ts';
import {hasSettled, hasUnseenDeaths, type Memory, memoryOf, remember} from '../../health/memory.ts';
import {settleTime} from '../../health/settling.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import {type Began, type EvidenceAbout, gatherEvidence, spanSince} from '../../services/evidence.ts';
import {type AskNeeds, createAsk} from '../gather/ask.ts';
import {createHearing} from './hearing.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Voice} from '../../run/voice.ts';
import type {DeployRequest} from '../gather/request.ts';

export interface WatchNeeds extends AskNeeds {
  docker: Docker;
  clock: Clock;
  voice: Voice;
}

export interface Watched {
  request: Pick<DeployRequest, 'project'>;
  facts: Pick<DeployFacts, 'composeProject' | 'model' | 'containers' | 'probes' | 'release' | 'swarm'> &
    Partial<Pick<DeployFacts, 'maintenance' | 'proxies'>>;
  began: Began;
  /** What is to go runs beside them as yet: how they do without it is looked at afterwards. */
  isBeside?: boolean;
  /** Somebody waits for it: what runs and answers is up, however short. */
  isHasty?: boolean;
}

const FIRST_PAUSE_MS = 100;
const HASTY = {longest: 300, growth: 1.1};
const PATIENT = {longest: 2_000, growth: 1.5};

/**
 * Waits until every service is up and every address answers; resolves to the containers of the services. Throws SERVICE_EXITED, SERVICE_UNHEALTHY, OUT_OF_MEMORY,
 * CONTAINER_GONE or NO_ANSWER as soon as waiting cannot help, and when the time is over.
 */
export const watch = async (watched: Watched, needs: WatchNeeds): Promise<readonly Container[]> => {
  const {request, facts, isBeside = false, isHasty = false} = watched;
  const {clock, voice} = needs;
  const {health} = request.project.settings;
  const {minutes} = health;
  const isProduction = !isBeside && facts.release.environment === PRODUCTION;
  const settleMs = (service: string) => settleTime(service, facts.model, {...health, isProduction});
  const deadline = clock.elapsed() + minutes * 60_000;
  const ask = createAsk(facts.probes, needs);
  const findDeaf = createHearing(facts.model, needs.docker);
  const {longest, growth} = isHasty ? HASTY : PATIENT;
  const isWithoutOld = !isBeside && orphansOf(facts).length > 0;
  let memory = memoryOf(facts.containers, isWithoutOld ? clock.elapsed() : -Infinity);
  const say = whenChanged(voice);
  let isAskedAgain = false;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * growth, longest)) {
    const look = {
      ...(await lookAt(watched, memory, needs)),
      elapsed: clock.elapsed(),
      settleMs: isHasty ? () => 0 : settleMs,
      isWithoutOld,
      settlesAll: isProduction,
      model: facts.model,
    };
    memory = remember(memory, look);
    const judged = {model: facts.model, memory, look, minutes};
    const verdict = judgeServices(judged);
    const about = {...watched, memory};
    if (verdict.state === 'failed' && !isAskedAgain && look.containers.some(mayBeStarved)) {
      isAskedAgain = true;
      await clock.wait(LATER_MS);
      continue;
    }
    if (verdict.state === 'failed') throw await failure(verdict, {judged, about}, needs);
    const seen = {
      containers: look.containers,
      memory,
      hasSettled: settledBy(memory, {elapsed: look.elapsed, settleMs}),
    };
    const deaf = verdict.state === 'up' ? await findDeaf(seen) : [];
    const isUp = verdict.state === 'up' && deaf.length === 0;
    const short = isUp ? await ask(seen.containers, seen.hasSettled) : [];
    if (isUp && short.length === 0) return look.containers;
    const final = short.find(({isFinal}) => isFinal);
    if (final !== undefined) throw await unanswered(final, {judged, about}, needs);
    if (clock.elapsed() >= deadline) throw await late({deaf, short}, {judged, about}, needs);
    say(deaf.length > 0 ? waitingForServices(deaf) : waitingFor(verdict, short));
    await clock.wait(pause);
  }
};

const whenChanged = (voice: Pick<WatchNeeds['voice'], 'detail'>): ((waiting: string) => void) => {
  let said = '';
  return waiting => {
    if (waiting !== said) voice.detail(waiting);
    said = waiting;
  };
};

/** Of what was killed a busy engine says a moment later that it was for lack of memory. */
const LATER_MS = 1_000;

const settledBy =
  (memory: Memory, look: Parameters<typeof hasSettled>[2]) =>
  (container: Container): boolean =>
    hasSettled(container, memory, look);

export const lookAt = async (
  {facts, began}: Watched,
  memory: Memory,
  {docker, clock, voice}: WatchNeeds,
): Promise<Pick<Judged['look'], 'containers' | 'deaths'>> => {
  const label = projectLabel(facts.composeProject);
  const all = await docker.containers([label, 'com.docker.compose.oneoff=False']);
  const containers = all
    .filter(({service, state}) => service in facts.model.services && !isGoing(state))
    .map(one => (isBehindPage(one.service, facts) ? withoutHealth(one) : one));
  if (!hasUnseenDeaths(memory, containers)) return {containers};
  try {
    return {containers, deaths: await docker.deaths(label, await spanSince(began, clock))};
  } catch (error) {
    // That a service ends again and again is known without its exit code.
    if (!(error instanceof CommandFailed)) throw error;
    voice.detail(`How services ended cannot be told: ${error.message}`);
    return {containers};
  }
};

/** Who removes one that runs ends it first: how it ended is no word of its own. */
const isGoing = (state: string): boolean => state === 'removing';

/** What a proxy is asked of it answers as people are, with the page, and so as one that is ill. */
const isBehindPage = (service: string, {maintenance, proxies = []}: Watched['facts']): boolean =>
  maintenance !== undefined && proxies.some(proxy => proxy.service === service);

const withoutHealth = ({health: _, ...container}: Container): Container => container;

interface Seen {
  judged: Judged;
  about: EvidenceAbout & Partial<Pick<Watched, 'facts'>>;
}

export const failure = async (
  {service, code, message, remedy}: Final & {service: string},
  {judged, about}: Seen,
  {docker}: WatchNeeds,
): Promise<UserError> =>
  new UserError(code, message, {
    ...(service !== '' && {where: `service ${service}`}),
    ...remedied(remedy, service, about),
    evidence: await gatherEvidence(judged.look.containers, {docker}, {...about, failed: service}),
  });

/** The catalogue tells of the deploy folder, where nobody finds the log of a task. */
const remedied = (
  remedy: string | undefined,
  service: string,
  {facts}: EvidenceAbout & Partial<Pick<Watched, 'facts'>>,
): {remedy?: string} => {
  if (remedy !== undefined) return {remedy};
  if (facts?.swarm === undefined || service === '') return {};
  const name = `${facts.composeProject}_${service}`;
  return {
    remedy: `Look at its tasks and their log, on a manager: docker service ps --no-trunc ${name}; docker service logs ${name}`,
  };
};

const unanswered = async (
  shortcoming: Shortcoming,
  {judged, about}: Seen,
  {docker}: WatchNeeds,
): Promise<UserError> => {
  const failed = shortcoming.probe.service;
  const evidence = await gatherEvidence(judged.look.containers, {docker}, {...about, failed});
  const behind = behindAnswer(shortcoming, judged.model);
  const all = behind.length > 0 ? lookingBehind(evidence, behind) : evidence;
  return noAnswer(shortcoming, {minutes: judged.minutes, evidence: all});
};

const late = (
  {deaf: [deaf], short: [short]}: {deaf: readonly string[]; short: readonly Shortcoming[]},
  seen: Seen,
  needs: WatchNeeds,
): Promise<UserError> => {
  if (short !== undefined) return unanswered(short, seen, needs);
  const {minutes} = seen.judged;
  return failure(deaf === undefined ? tooLate(seen.judged) : neverHeard(deaf, minutes), seen, needs);
};

const waitingForServices = (services: readonly string[]): string => `Waiting for ${services.join(', ')}`;

const waitingFor = (verdict: Verdict, shortcomings: readonly Shortcoming[]): string =>
  verdict.state === 'waiting'
    ? waitingForServices(verdict.services)
    : `Waiting for ${shortcomings.map(({probe, problem}) => `${probe.url} (${problem})`).join(', ')}`;
