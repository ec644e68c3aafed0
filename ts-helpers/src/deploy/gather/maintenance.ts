import type {Container} from '../../compose/model.ts';
import type {Docker} from '../../outside/docker.ts';
import {isAlive} from '../plan/leaving.ts';
import {BY, LABEL, type Maintenance, SINCE} from '../plan/maintenance.ts';
import {heldIn} from '../plan/pins.ts';
import {findProxies} from './proxies.ts';

/** Undefined where it is off: no container has its page, or nothing leads there. */
export const findMaintenance = async (
  composeProject: string,
  containers: readonly Container[],
  docker: Pick<Docker, 'containers' | 'processes' | 'exec' | 'hosts'>,
): Promise<Maintenance | undefined> => {
  const [page] = (await docker.containers([`${LABEL}=${composeProject}`])).filter(isAlive);
  if (page === undefined) return undefined;
  const held: Record<string, Maintenance['held'][string]> = {};
  for (const {container, service} of await findProxies(containers, docker)) {
    const pins = heldIn(await docker.hosts(container));
    if (pins.length > 0) held[service] = pins;
  }
  if (Object.keys(held).length === 0) return undefined;
  const {labels = {}} = page;
  return {since: labels[SINCE] ?? '', by: labels[BY] ?? '', held};
};
