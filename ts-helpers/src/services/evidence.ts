import type {ComposeModel, Container} from '../compose/model.ts';
import type {ComposeSource} from '../compose/source.ts';
import {projectLabel} from '../project/conventions.ts';
import type {Evidence, ServiceState} from '../result/result.ts';
import {type Memory, memoryOf, remember} from '../health/memory.ts';
import {healthCheckLines, tellingLines} from '../health/log.ts';
import {culprit, serviceStates} from '../health/services.ts';
import {messageOf} from '../errors/userError.ts';
import type {Clock} from '../outside/clock.ts';
import type {Docker} from '../outside/docker.ts';
import type {Patience} from '../outside/dockerCommand.ts';

const LOG_LINES = 40;
const SERVICE_LOG_LINES = 20;
/** So many are read, of which some only repeat others. */
const READ_LINES = 400;
const MOST_SERVICES = 30;
/** So long an engine in trouble may hold up the failure that it is asked about. */
const PATIENCE_MS = 15_000;

// Nothing here throws: what explains a failure must not take its place. What could not be had is said in the evidence.

/** When a verb began. */
export interface Began {
  /** By our own clock. */
  elapsed: number;
  /** By the engine's: asked for where something failed, for it takes the engine a while to tell. */
  at(patience?: Patience): Promise<Date>;
}

/** What is known of a project beside its containers. */
export interface EvidenceAbout {
  /** Those that were there before: of them only what is new tells. */
  facts?: {
    model: Pick<ComposeModel, 'services'>;
    containers?: readonly Container[];
    sources?: readonly ComposeSource[];
  };
  began?: Began;
  memory?: Memory;
  /** The service that failed. Default: the likeliest. */
  failed?: string | undefined;
}

type Engine = Pick<Docker, 'logs'>;

export const beginning = ({
  docker,
  clock,
}: {
  docker: Pick<Docker, 'time'>;
  clock: Pick<Clock, 'elapsed'>;
}): Began => {
  const elapsed = clock.elapsed();
  return {
    elapsed,
    async at(patience) {
      const now = await docker.time(patience);
      return new Date(now.getTime() - (clock.elapsed() - elapsed));
    },
  };
};

/** From there on until now, by the engine's clock. */
export const spanSince = async (
  {at, elapsed}: Began,
  clock: Pick<Clock, 'elapsed'>,
): Promise<{since: Date; until: Date}> => {
  const since = await at();
  return {since, until: new Date(since.getTime() + clock.elapsed() - elapsed)};
};

/** States and last lines of all services, and more lines of the one that failed. */
export const gatherEvidence = async (
  containers: readonly Container[],
  {docker}: {docker: Engine},
  about: EvidenceAbout = {},
): Promise<Evidence> => {
  const {facts, memory = restartsSince(facts?.containers ?? [], containers)} = about;
  const known = {...(facts && {model: facts.model}), memory};
  const named = containers.filter(({service}) => service === about.failed);
  const failed = culprit(named, known) ?? named[0] ?? culprit(containers, known);
  const logs = await logsOf(containers, docker, about);
  const services = statesWithLogs(containers, logs, memory);
  if (failed === undefined) return {services};
  const read = logs.get(failed) ?? (await logOf(failed, docker, about));
  const lines = read.slice(-LOG_LINES);
  return {services, log: {source: failed.service, lines: [...lines, ...healthCheckLines(failed)]}};
};

/** Of what was there before, restarts of last month tell nothing. */
const restartsSince = (before: readonly Container[], containers: readonly Container[]): Memory =>
  remember(memoryOf(before), {containers, elapsed: 0, settleMs: () => 0});

/** The containers of a project; none, and a note that says why, where they cannot be had. */
export const witnesses = async (
  composeProject: string,
  docker: Pick<Docker, 'containers'>,
): Promise<{containers: Container[]; notes: string[]}> => {
  try {
    const patience = {timeoutMs: PATIENCE_MS, uninterruptible: true};
    const containers = await docker.containers([projectLabel(composeProject)], patience);
    return {containers, notes: []};
  } catch (error) {
    return {containers: [], notes: [`(How the services stand cannot be told: ${messageOf(error)})`]};
  }
};

/** Every service's state with its last lines. */
export const servicesEvidence = async (
  containers: readonly Container[],
  docker: Engine,
  about: EvidenceAbout = {},
): Promise<ServiceState[]> =>
  statesWithLogs(containers, await logsOf(containers, docker, about), about.memory);

type Logs = ReadonlyMap<Container, readonly string[]>;

const logsOf = async (
  containers: readonly Container[],
  docker: Engine,
  about: EvidenceAbout,
): Promise<Logs> => {
  const read = containers
    .slice(0, MOST_SERVICES)
    .map(async container => [container, await logOf(container, docker, about)] as const);
  return new Map(await Promise.all(read));
};

const statesWithLogs = (
  containers: readonly Container[],
  logs: Logs,
  memory: Memory | undefined,
): ServiceState[] => {
  const byService = new Map([...logs].map(([{service}, lines]) => [service, lines]));
  return serviceStates(containers, memory).map(state => {
    const log = (byService.get(state.service) ?? []).slice(-SERVICE_LOG_LINES);
    return log.length > 0 ? {...state, log} : state;
  });
};

/** Of a container that was there before, what it wrote then tells nothing of this failure. */
const logOf = async ({id}: Container, docker: Engine, {facts, began}: EvidenceAbout): Promise<string[]> => {
  const isOld = facts?.containers?.some(before => before.id === id) ?? false;
  try {
    const since = isOld ? await began?.at({timeoutMs: PATIENCE_MS, uninterruptible: true}) : undefined;
    const wanted = {lines: READ_LINES, ...(since && {since})};
    return tellingLines(await docker.logs(id, wanted, {timeoutMs: PATIENCE_MS}), LOG_LINES);
  } catch (error) {
    return [`(Its log cannot be read: ${messageOf(error)})`];
  }
};

/** At the end of the log, where people look first. */
export const withNotes = (evidence: Evidence, notes: readonly string[]): Evidence => {
  if (notes.length === 0) return evidence;
  const {source = 'countable', lines = []} = evidence.log ?? {};
  return {...evidence, log: {source, lines: [...lines, ...notes]}};
};
