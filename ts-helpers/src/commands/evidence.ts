import {composeFailure} from '../domain/composeFailure.ts';
import type {ComposeModel, Container} from '../domain/compose.ts';
import {projectLabel} from '../domain/conventions.ts';
import type {Evidence, ServiceState} from '../domain/result.ts';
import {failingPaths} from '../domain/servicePaths.ts';
import {culprit, serviceStates} from '../domain/services.ts';
import {CommandFailed, messageOf, UserError} from '../errors.ts';
import type {Docker} from '../adapters/docker.ts';

const LOG_LINES = 40;
const SERVICE_LOG_LINES = 20;
const MOST_SERVICES = 30;
/** So long an engine in trouble may hold up the failure that it is asked about. */
const PATIENCE_MS = 15_000;

// Nothing here throws: what explains a failure must not take its place. What could not be had is said in the evidence.

/** States and last lines of all services, and more lines of the one that failed: the given one, or the likeliest. */
export const gatherEvidence = async (
  containers: readonly Container[],
  {docker}: {docker: Pick<Docker, 'logs'>},
  failed: Container | undefined = culprit(containers),
): Promise<Evidence> => {
  const services = await servicesEvidence(containers, docker);
  if (failed === undefined) return {services};
  const lines = await logOf(failed.id, LOG_LINES, docker);
  const check =
    failed.health === 'unhealthy' && failed.healthOutput ? [`health check: ${failed.healthOutput}`] : [];
  return {services, log: {source: failed.service, lines: [...lines, ...check]}};
};

/** The containers of a project; none, and a note that says why, where they cannot be had. */
export const witnesses = async (
  composeProject: string,
  docker: Pick<Docker, 'containers'>,
): Promise<{containers: Container[]; notes: string[]}> => {
  try {
    const containers = await docker.containers([projectLabel(composeProject)], {timeoutMs: PATIENCE_MS});
    return {containers, notes: []};
  } catch (error) {
    return {containers: [], notes: [`(How the services stand cannot be told: ${messageOf(error)})`]};
  }
};

/** Names, in what the work throws, the files that the failing services are made of. */
export const namingFiles = async <T>(
  {model, folder}: {model: ComposeModel; folder: string},
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) {
      const paths = failingPaths(error, model, folder);
      if (paths.length > 0) error.evidence.paths = paths;
    }
    throw error;
  }
};

/** Every service's state with its last lines. */
export const servicesEvidence = async (
  containers: readonly Container[],
  docker: Pick<Docker, 'logs'>,
): Promise<ServiceState[]> => {
  const told = containers
    .slice(0, MOST_SERVICES)
    .map(async ({service, id}) => [service, await logOf(id, SERVICE_LOG_LINES, docker)] as const);
  const logs = new Map(await Promise.all(told));
  return serviceStates(containers).map(state => {
    const log = logs.get(state.service) ?? [];
    return log.length > 0 ? {...state, log} : state;
  });
};

const logOf = async (id: string, lines: number, docker: Pick<Docker, 'logs'>): Promise<string[]> => {
  try {
    return await docker.logs(id, lines, {timeoutMs: PATIENCE_MS});
  } catch (error) {
    return [`(Its log cannot be read: ${messageOf(error)})`];
  }
};

/** Runs `docker compose build` or `up`, and explains its failure by what it printed and how the containers stand. */
export const explaining = async (
  {doing, composeProject}: {doing: 'build' | 'up'; composeProject: string},
  docker: Pick<Docker, 'logs' | 'containers'>,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const failure = composeFailure({doing, tail: error.tail}, error);
    if (doing === 'build') throw failure;
    const {containers, notes} = await witnesses(composeProject, docker);
    const evidence = {...failure.evidence, ...(await gatherEvidence(containers, {docker}))};
    const {code, message, where, remedy} = failure;
    throw new UserError(code, message, {
      ...(where !== undefined && {where}),
      remedy,
      evidence: withNotes(evidence, notes),
      cause: error,
    });
  }
};

/** At the end of the log, where people look first. */
export const withNotes = (evidence: Evidence, notes: readonly string[]): Evidence => {
  if (notes.length === 0) return evidence;
  const {source = 'countable', lines = []} = evidence.log ?? {};
  return {...evidence, log: {source, lines: [...lines, ...notes]}};
};
