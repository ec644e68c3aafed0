import {BY, heldIn, LABEL, SINCE, withHeld} from '../deploy/held.ts';
import {comesTrue, type ProxyNeeds, reload, workersOf} from '../deploy/proxies.ts';
import {UserError} from '../errors/userError.ts';
import type {Docker} from '../outside/docker.ts';
import type {MaintenanceFacts, MaintenanceStep, Through} from './plan.ts';
import {answerForPrograms, answering, SCRIPT} from './plan/answering.ts';

export interface ActNeeds extends Omit<ProxyNeeds, 'docker'> {
  docker: ProxyNeeds['docker'] & Pick<Docker, 'runBeside' | 'inspect' | 'remove'>;
}

/** What is to be served, and by whose wish. */
export interface Wanted {
  page: string;
  retryAfter: number;
  since: string;
  by: string;
  /** Of the container: no other has it. */
  name: string;
}

/** Requests that are under way have so long. */
const DRAIN_MS = 30_000;
const UP_MS = 20_000;

/** What each step of a plan does, and what undoes it. */
export const deedsOf = (facts: MaintenanceFacts, wanted: Wanted | undefined, needs: ActNeeds) => {
  const {docker} = needs;
  const held = facts.proxies.filter(({isHeld}) => isHeld);
  const before = new Map<string, string>();
  let page = '';
  const deeds: Record<MaintenanceStep['id'], () => Promise<void>> = {
    async serve() {
      if (wanted === undefined) throw new Error('nothing is to be served');
      page = await start(facts, wanted, needs);
    },
    async turn() {
      const [{networks = {}} = {}] = await docker.inspect([page]);
      for (const one of facts.proxies) {
        const {container} = one.proxy;
        before.set(container, await docker.hosts(container));
        const address = one.proxy.networks.map(network => networks[network]).find(Boolean) ?? '';
        await lead(
          one,
          one.names.map(name => ({name, address})),
          needs,
        );
      }
    },
    async back() {
      for (const one of held) await lead(one, [], needs);
    },
    async remove() {
      for (const {id} of facts.pages) await docker.remove(id);
    },
  };
  const undo = async (deed: string): Promise<void> => {
    if (deed === 'drop' && page !== '') return docker.remove(page);
    if (deed !== 'return') return;
    for (const one of facts.proxies) {
      const hosts = before.get(one.proxy.container);
      if (hosts !== undefined) await lead(one, heldIn(hosts), needs);
    }
  };
  return {deeds, undo};
};

const start = async (
  {composeProject, proxies}: MaintenanceFacts,
  {page, retryAfter, since, by, name}: Wanted,
  {docker, clock}: ActNeeds,
): Promise<string> => {
  const [first] = proxies;
  const ports = [...new Set(proxies.flatMap(one => one.ports))];
  const id = await docker.runBeside({
    name,
    image: first?.image ?? '',
    labels: {[LABEL]: composeProject, [SINCE]: since, [BY]: by},
    networks: [...new Set(proxies.flatMap(({proxy}) => proxy.networks))],
    script: SCRIPT,
    variables: {
      PAGE: page,
      ANSWER: answerForPrograms(retryAfter),
      CONFIGURATION: answering(ports, retryAfter),
    },
  });
  const serves = async () =>
    (await docker.processes(id)).some(line => line.includes('nginx:') && line.includes('worker'));
  if (await comesTrue(serves, UP_MS, clock)) return id;
  await docker.remove(id);
  throw new UserError('MAINTENANCE_UNSERVED', 'The container with the page does not come up.', {where: name});
};

/** Names to these addresses, or to where Docker knows them; resolves once what was under way is answered. */
const lead = async (
  {proxy}: Through,
  pins: Parameters<typeof withHeld>[1],
  needs: ActNeeds,
): Promise<void> => {
  const {docker, clock, voice} = needs;
  const {container, service} = proxy;
  const hosts = await docker.hosts(container);
  await docker.writeHosts(container, withHeld(hosts, pins));
  const workers = await reload(proxy, needs).catch(async (error: unknown) => {
    await docker.writeHosts(container, hosts);
    throw error;
  });
  const isDone = async () => (await workersOf(proxy, docker)).every(worker => !workers.includes(worker));
  if (!(await comesTrue(isDone, DRAIN_MS, clock)))
    voice.info(`${service} still has connections from before: they end by themselves`);
};
