import {composeFailure} from '../domain/composeFailure.ts';
import type {ComposeModel, Container} from '../domain/compose.ts';
import {projectLabel} from '../domain/conventions.ts';
import type {Evidence, ServiceState} from '../domain/result.ts';
import {failingPaths} from '../domain/servicePaths.ts';
import {culprit, serviceStates} from '../domain/services.ts';
import {CommandFailed, UserError} from '../errors.ts';
import type {Docker} from '../adapters/docker.ts';

const LOG_LINES = 40;
const SERVICE_LOG_LINES = 20;
const MOST_SERVICES = 30;

/** States and last lines of all services, and more lines of the one that failed: the given one, or the likeliest. */
export const gatherEvidence = async (
  containers: readonly Container[],
  {docker}: {docker: Pick<Docker, 'logs'>},
  failed: Container | undefined = culprit(containers),
): Promise<Evidence> => {
  const services = await servicesEvidence(containers, docker);
  if (failed === undefined) return {services};
  const lines = await docker.logs(failed.id, LOG_LINES);
  const check =
    failed.health === 'unhealthy' && failed.healthOutput ? [`health check: ${failed.healthOutput}`] : [];
  return {services, log: {source: failed.service, lines: [...lines, ...check]}};
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
  const told = containers.slice(0, MOST_SERVICES).map(async ({service, id}) => {
    const lines = await docker.logs(id, SERVICE_LOG_LINES);
    return [service, lines] as const;
  });
  const logs = new Map(await Promise.all(told));
  return serviceStates(containers).map(state => {
    const log = logs.get(state.service) ?? [];
    return log.length > 0 ? {...state, log} : state;
  });
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
    const evidence = await gatherEvidence(await docker.containers([projectLabel(composeProject)]), {docker});
    const {code, message, where, remedy} = failure;
    throw new UserError(code, message, {
      ...(where !== undefined && {where}),
      remedy,
      evidence: {...failure.evidence, ...evidence},
      cause: error,
    });
  }
};
