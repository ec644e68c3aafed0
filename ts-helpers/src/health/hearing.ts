import {isClientOf, runsNoServer, runsOther} from '../compose/client.ts';
import type {ComposeModel, ComposeService, Container} from '../compose/model.ts';
import {counted} from '../text/plain.ts';
import {runsDatabase} from '../compose/database.ts';
import type {Final} from './final.ts';
import type {Memory} from './memory.ts';

/**
 * Containers that count as up only once they listen: databases that this deploy has started, and that nobody asks whether
 * they are healthy. While they are set up, which may take longer than anything settles and may fail in the end, their
 * engines listen on no address of the network. What was told to run something else has the image for its tools alone.
 */
export const toBeHeard = (
  containers: readonly Container[],
  {services}: Pick<ComposeModel, 'services'>,
  memory: Memory,
): Container[] =>
  containers.filter(container => {
    const {id, service, state, health} = container;
    const definition = services[service] ?? {};
    return (
      state === 'running' &&
      health === undefined &&
      memory.get(id)?.since !== -Infinity &&
      runsDatabase(definition) &&
      !(isTold(definition) && (isClientOf(container) || runsNoServer(container)))
    );
  });

/** Whether what runs is a program of the project's own, of which only what it does can tell whether it is a server. */
export const hasOwnProgram = (container: Container, {services}: Pick<ComposeModel, 'services'>): boolean => {
  const {command, entrypoint, build} = services[container.service] ?? {};
  return build !== undefined || isSaid(entrypoint) || (isSaid(command) && runsOther(container));
};

const isTold = ({command, entrypoint}: ComposeService): boolean => isSaid(command) || isSaid(entrypoint);

/** Compose has `null` where nothing is. */
const isSaid = (words: unknown): boolean => (words ?? undefined) !== undefined;

export const neverHeard = (service: string, minutes: number): Final & {service: string} => ({
  service,
  code: 'SERVICE_UNHEALTHY',
  message: `The database ${service} listens at no port after ${counted(minutes, 'minute')}.`,
  remedy: `See in its log what it is at. If it is to be reached by a socket alone, give it a health check: \`healthcheck:\` in the compose file.`,
});
