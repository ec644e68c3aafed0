import type {Container} from '../../../compose/model.ts';
import {withPins} from '../../plan/pins.ts';
import type {Following, Proxy} from '../../plan/proxy.ts';
import {comesTrue, type Handover, type ProxyNeeds, type Turn} from './handover.ts';
import {reload, workersOf} from './reload.ts';

/**
 * An nginx that looks a name up once, as it loads: the name is pinned to the new containers in its /etc/hosts, and it reloads.
 * Workers from before end once all that they have is answered.
 */
export const pinning = (
  {proxy, names}: Extract<Following, {by: 'pin'}>,
  {service, old, fresh, workers}: Turn,
  needs: ProxyNeeds,
): Handover => {
  const {docker, clock, voice} = needs;
  const {container} = proxy;
  const pin = async (containers: readonly Container[]) => {
    const pins = addressesOf(containers, proxy).flatMap(address => names.map(name => ({name, address})));
    await docker.writeHosts(container, withPins(await docker.hosts(container), pins));
  };
  const turnTo = async (containers: readonly Container[]) => {
    await pin(containers);
    try {
      workers.set(container, await reload(proxy, needs));
    } catch (error) {
      await pin([]);
      throw error;
    }
  };
  return {
    turn: () => turnTo(fresh),

    async drain(mostMs) {
      const before = workers.get(container) ?? [];
      const isDone = async () => (await workersOf(proxy, docker)).every(worker => !before.includes(worker));
      if (!(await comesTrue(isDone, mostMs, clock)))
        voice.info(
          `${proxy.service} still has connections to the old containers of ${service}: they are ended`,
        );
    },

    close: () => pin([]),

    async back() {
      await turnTo(old);
      await pin([]);
    },
  };
};

/** Those at which the proxy reaches them. */
const addressesOf = (containers: readonly Container[], {networks}: Proxy): string[] =>
  containers.flatMap(one => {
    const shared = networks.find(network => one.networks?.[network] !== undefined);
    const address = shared === undefined ? undefined : one.networks?.[shared];
    return address === undefined ? [] : [address];
  });
