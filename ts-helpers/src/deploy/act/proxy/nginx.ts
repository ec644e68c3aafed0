import type {Container} from '../../../compose/model.ts';
import {UserError} from '../../../errors/userError.ts';
import {withPins} from '../../plan/pins.ts';
import type {Following, Proxy} from '../../plan/proxy.ts';
import {comesTrue, type Handover, type ProxyNeeds, type Turn} from './handover.ts';

/** So long a master may take to have new workers. */
const RELOAD_MS = 30_000;

/**
 * An nginx that looks a name up once, as it loads: the name is pinned to the new containers in its /etc/hosts, and it reloads.
 * Workers from before end once all that they have is answered.
 */
export const pinning = (
  {proxy, names, flags}: Extract<Following, {by: 'pin'}>,
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
      workers.set(container, await reloadNginx({container, service: proxy.service, flags}, needs));
    } catch (error) {
      await pin([]);
      throw error;
    }
  };
  return {
    turn: () => turnTo(fresh),

    async drain(mostMs) {
      const before = workers.get(container) ?? [];
      const isDone = async () =>
        (await workersOf(container, docker)).every(worker => !before.includes(worker));
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

interface Nginx {
  container: string;
  service: string;
  flags: readonly string[];
}

/** Tests its configuration and loads it. Resolves to the workers that it had, once it has others. */
export const reloadNginx = async (
  {container, service, flags}: Nginx,
  {docker, clock}: ProxyNeeds,
): Promise<string[]> => {
  const nginx = async (...words: string[]) => {
    const {exitCode, stderr} = await docker.exec(container, ['nginx', ...flags, ...words]);
    if (exitCode !== 0) throw refused(service, stderr);
  };
  await nginx('-t');
  const before = await workersOf(container, docker);
  await nginx('-s', 'reload');
  const hasNew = async () => (await workersOf(container, docker)).some(worker => !before.includes(worker));
  if (!(await comesTrue(hasNew, RELOAD_MS, clock))) throw refused(service, 'It has no new workers.');
  return before;
};

const refused = (service: string, said: string): UserError => {
  const lines = said.trim().split('\n');
  const telling = lines.find(line => line.includes('[emerg]')) ?? lines.at(-1) ?? '';
  return new UserError('PROXY_REFUSES', `The proxy ${service} does not load its configuration: ${telling}`, {
    where: `service ${service}`,
    evidence: {log: {source: service, lines}},
  });
};

/** Ids of its worker processes. */
const workersOf = async (container: string, docker: ProxyNeeds['docker']): Promise<string[]> =>
  (await docker.processes(container))
    .map(line => line.trim().split(/\s/).filter(Boolean))
    .filter(([, , name, role]) => name === 'nginx:' && role === 'worker')
    .map(([id = '']) => id);

/** Those at which the proxy reaches them. */
const addressesOf = (containers: readonly Container[], {networks}: Proxy): string[] =>
  containers.flatMap(one => {
    const shared = networks.find(network => one.networks?.[network] !== undefined);
    const address = shared === undefined ? undefined : one.networks?.[shared];
    return address === undefined ? [] : [address];
  });
