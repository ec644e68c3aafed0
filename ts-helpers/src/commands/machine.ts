import type {Compose} from '../adapters/compose.ts';
import type {Docker} from '../adapters/docker.ts';

/**
 * Does what needs Docker. When it fails, what is wrong with the machine is told rather than what failed because of
 * it: DOCKER_MISSING, DOCKER_DOWN, DOCKER_PERMISSION or COMPOSE_MISSING. Asks only then, for asking takes as long as
 * reading all the files.
 */
export const blamingMachine = async <T>(
  {docker, compose}: {docker: Pick<Docker, 'version'>; compose: Pick<Compose, 'version'>},
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    await docker.version();
    await compose.version();
    throw error;
  }
};
