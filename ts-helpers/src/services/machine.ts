import type {Compose} from '../outside/compose.ts';
import type {Docker} from '../outside/docker.ts';
import {CommandFailed, type ErrorCode, UserError} from '../errors/userError.ts';

/**
 * Does what needs Docker. When it fails in a way that may come of the machine, what is wrong with that is told instead:
 * DOCKER_MISSING, DOCKER_DOWN, DOCKER_PERMISSION or COMPOSE_MISSING. Asks only then, for asking takes as long as reading
 * all the files.
 */
export const blamingMachine = async <T>(
  {docker, compose}: {docker: Pick<Docker, 'version'>; compose: Pick<Compose, 'version'>},
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!maybeOfMachine(error)) throw error;
    await docker.version();
    await compose.version();
    throw error;
  }
};

const SUSPECT: readonly ErrorCode[] = [
  'COMPOSE_INVALID',
  'BUILD_FAILED',
  'START_FAILED',
  'TESTS_NOT_STARTED',
  'COMMAND_GARBLED',
  'CONTAINER_GONE',
  // An engine that ends takes its containers along.
  'SERVICE_EXITED',
  'SERVICE_UNHEALTHY',
];

const maybeOfMachine = (error: unknown): boolean =>
  error instanceof CommandFailed || (error instanceof UserError && SUSPECT.includes(error.code));
