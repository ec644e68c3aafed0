import type {OutsideTools} from '../backup/outside.ts';
import {type BackupFacts, outsideServers, serversOf} from '../backup/plan.ts';
import type {ServerSwap} from './plan.ts';

/**
 * Servers of a journal by the containers that there are now: the project may have been deployed since, and those with tools for
 * servers elsewhere are others each time.
 */
export const reachedNow = async (
  servers: readonly ServerSwap[],
  facts: BackupFacts,
  {tools}: {tools: OutsideTools},
): Promise<ServerSwap[]> => {
  const inside = serversOf(facts);
  const wanted = [...inside, ...outsideServers(facts, inside).servers].filter(({service}) =>
    servers.some(one => one.service === service),
  );
  const now = await tools.withTools(wanted, facts);
  return servers.map(server => {
    const container = now.find(({service}) => service === server.service)?.container?.id;
    return container === undefined ? server : {...server, container};
  });
};
