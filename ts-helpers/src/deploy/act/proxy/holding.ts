import type {Docker} from '../../../outside/docker.ts';
import {projectLabel} from '../../../project/conventions.ts';
import {findProxies} from '../../gather/proxies.ts';
import type {DeployFacts} from '../../plan/facts.ts';
import {heldIn, withHeld} from '../../plan/pins.ts';
import type {ProxyNeeds} from './handover.ts';
import {reload} from './reload.ts';

/** Containers of proxies that are new lead to the page of maintenance as those before them did. */
export const holdPins = async (
  {composeProject, maintenance}: Pick<DeployFacts, 'composeProject' | 'maintenance'>,
  needs: Omit<ProxyNeeds, 'docker'> & {docker: Docker},
): Promise<void> => {
  const {docker} = needs;
  const all = await docker.containers([projectLabel(composeProject), 'com.docker.compose.oneoff=False']);
  for (const proxy of await findProxies(all, docker)) {
    const pins = maintenance?.held[proxy.service] ?? [];
    const hosts = await docker.hosts(proxy.container);
    if (pins.length === 0 || heldIn(hosts).length > 0) continue;
    await docker.writeHosts(proxy.container, withHeld(hosts, pins));
    await reload(proxy, needs);
  }
};
