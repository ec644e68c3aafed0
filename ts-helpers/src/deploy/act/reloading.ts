import type {Fate} from '../plan/fates.ts';
import type {Gathered} from '../gather.ts';
import type {ProxyNeeds} from './proxy/handover.ts';
import {reload} from './proxy/reload.ts';

/** What proxies read anew: their containers go on, so the record has to tell by what they serve. */
export interface Reloading {
  /** From here on a proxy may have read files that are others than those it came up with. */
  begin(services: readonly Fate[]): Promise<void>;
  reload(services: readonly Fate[]): Promise<void>;
}

export const createReloading = ({facts, folder}: Gathered, needs: ProxyNeeds): Reloading => {
  const {proxies, containers, fingerprints} = facts;
  const known = Object.entries(facts.reloaded).filter(([id]) => containers.some(one => one.id === id));
  let reloaded = Object.fromEntries(known);
  const note = async (more: Readonly<Record<string, string>>) => {
    if (Object.keys(more).length === 0) return;
    reloaded = {...reloaded, ...more};
    await folder.keepReloaded(reloaded);
  };
  return {
    async begin(services) {
      const others = services
        .filter(({does}) => does !== 'go on' && does !== 'scale')
        .map(({service}) => service);
      const may = proxies.filter(({service}) => others.includes(service));
      await note(Object.fromEntries(may.map(({container}) => [container, ''])));
    },

    async reload(services) {
      for (const {service, does} of services) {
        if (does !== 'reload') continue;
        for (const proxy of proxies.filter(one => one.service === service)) {
          await reload(proxy, needs);
          await note({[proxy.container]: fingerprints[service]?.is ?? ''});
        }
      }
    },
  };
};
