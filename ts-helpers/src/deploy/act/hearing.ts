import {isOfServer} from '../../compose/client.ts';
import {CommandFailed} from '../../errors/userError.ts';
import type {ComposeModel, Container} from '../../compose/model.ts';
import {hasOwnProgram, toBeHeard} from '../../health/hearing.ts';
import type {Memory} from '../../health/memory.ts';
import type {Docker} from '../../outside/docker.ts';

/** Which services, that are to listen, do not yet. One that was heard once is not asked again; nor one that cannot be. */
export type FindDeaf = (seen: {
  containers: readonly Container[];
  memory: Memory;
  /** Whether it has run for as long as what it waits for may take. */
  hasSettled: (container: Container) => boolean;
}) => Promise<string[]>;

type HearingNeeds = Pick<Docker, 'listeners' | 'processes'>;

/** Who ends just now is not heard either: the next look tells what became of it. */
const isDeaf = async (docker: HearingNeeds, id: string): Promise<boolean> => {
  try {
    const listeners = await docker.listeners(id);
    return listeners?.every(({isLoopback}) => isLoopback) === true;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return true;
  }
};

/** Whether what it runs is no server. What cannot be seen may be one. */
const runsNone = async (docker: HearingNeeds, id: string): Promise<boolean> => {
  const processes = await docker.processes(id);
  return processes.some(line => line.trim() !== '') && !processes.some(isOfServer);
};

export const createHearing = (model: Pick<ComposeModel, 'services'>, docker: HearingNeeds): FindDeaf => {
  const heard = new Set<string>();
  return async ({containers, memory, hasSettled}) => {
    const asked = toBeHeard(containers, model, memory).filter(({id}) => !heard.has(id));
    const deaf = await Promise.all(
      asked.map(async container => {
        const {id, service} = container;
        const mayBeNone = hasOwnProgram(container, model) && hasSettled(container);
        if ((await isDeaf(docker, id)) && !(mayBeNone && (await runsNone(docker, id)))) return [service];
        heard.add(id);
        return [];
      }),
    );
    return deaf.flat();
  };
};
