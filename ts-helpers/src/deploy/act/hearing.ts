import {CommandFailed} from '../../errors/userError.ts';
import type {ComposeModel, Container} from '../../compose/model.ts';
import {toBeHeard} from '../../health/hearing.ts';
import type {Memory} from '../../health/memory.ts';
import type {Docker} from '../../outside/docker.ts';

/** Which services, that are to listen, do not yet. One that was heard once is not asked again; nor one that cannot be. */
export type FindDeaf = (containers: readonly Container[], memory: Memory) => Promise<string[]>;

/** Who ends just now is not heard either: the next look tells what became of it. */
const isDeaf = async (docker: Pick<Docker, 'listeners'>, id: string): Promise<boolean> => {
  try {
    const listeners = await docker.listeners(id);
    return listeners?.every(({isLoopback}) => isLoopback) === true;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return true;
  }
};

export const createHearing = (
  model: Pick<ComposeModel, 'services'>,
  docker: Pick<Docker, 'listeners'>,
): FindDeaf => {
  const heard = new Set<string>();
  return async (containers, memory) => {
    const asked = toBeHeard(containers, model, memory).filter(({id}) => !heard.has(id));
    const deaf = await Promise.all(
      asked.map(async ({id, service}) => {
        if (await isDeaf(docker, id)) return [service];
        heard.add(id);
        return [];
      }),
    );
    return deaf.flat();
  };
};
