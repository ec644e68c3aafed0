import type {ComposeModel, Container} from '../../compose/model.ts';
import {toBeHeard} from '../../health/hearing.ts';
import type {Memory} from '../../health/memory.ts';
import type {Docker} from '../../outside/docker.ts';

/** Which services, that are to listen, do not yet. One that was heard once is not asked again; nor one that cannot be. */
export type FindDeaf = (containers: readonly Container[], memory: Memory) => Promise<string[]>;

export const createHearing = (
  model: Pick<ComposeModel, 'services'>,
  docker: Pick<Docker, 'listeners'>,
): FindDeaf => {
  const heard = new Set<string>();
  return async (containers, memory) => {
    const asked = toBeHeard(containers, model, memory).filter(({id}) => !heard.has(id));
    const deaf = await Promise.all(
      asked.map(async ({id, service}) => {
        const listeners = await docker.listeners(id);
        if (listeners?.every(({isLoopback}) => isLoopback)) return [service];
        heard.add(id);
        return [];
      }),
    );
    return deaf.flat();
  };
};
