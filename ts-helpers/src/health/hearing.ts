import type {ComposeModel, Container} from '../compose/model.ts';
import {counted} from '../text/plain.ts';
import {runsDatabase} from '../compose/database.ts';
import type {Final} from './final.ts';
import type {Memory} from './memory.ts';

/**
 * Containers that count as up only once they listen: databases that this deploy has started, and that nobody asks whether
 * they are healthy. While they are set up, which may take longer than anything settles and may fail in the end, their
 * engines listen on no address of the network.
 */
export const toBeHeard = (
  containers: readonly Container[],
  {services}: Pick<ComposeModel, 'services'>,
  memory: Memory,
): Container[] =>
  containers.filter(
    ({id, service, state, health}) =>
      state === 'running' &&
      health === undefined &&
      memory.get(id)?.since !== -Infinity &&
      runsDatabase(services[service] ?? {}),
  );

export const neverHeard = (service: string, minutes: number): Final & {service: string} => ({
  service,
  code: 'SERVICE_UNHEALTHY',
  message: `The database ${service} listens at no port after ${counted(minutes, 'minute')}.`,
  remedy: `See in its log what it is at. If it is to be reached by a socket alone, give it a health check: \`healthcheck:\` in the compose file.`,
});
