import {UserError} from '../../../errors/userError.ts';
import {type Proxy, reloadsOf} from '../../plan/proxy.ts';
import {comesTrue, type ProxyNeeds} from './handover.ts';

/** So long it may take to serve by what it has read. */
const RELOAD_MS = 30_000;

/** Tests its configuration and loads it. Resolves to the processes that served before, once it has others. */
export const reload = async (
  proxy: Pick<Proxy, 'container' | 'service' | 'does'>,
  needs: Pick<ProxyNeeds, 'docker' | 'clock'>,
): Promise<string[]> => {
  const {container, service} = proxy;
  const {docker, clock} = needs;
  const how = reloadsOf(proxy);
  if (how === undefined) throw refused(service, 'It can only be started anew.');
  const run = async (words: readonly string[]) => {
    const {exitCode, stdout, stderr} = await docker.exec(container, words);
    if (exitCode !== 0) throw refused(service, stderr.trim() || stdout);
  };
  await run(how.test);
  const before = await workersOf(proxy, docker);
  await run(how.load);
  const hasNew = async () => (await workersOf(proxy, docker)).some(worker => !before.includes(worker));
  if (await comesTrue(hasNew, RELOAD_MS, clock)) return before;
  // One that was removed has no processes either.
  await docker.hosts(container);
  throw refused(service, 'No process serves by it.');
};

/** Ids of the processes that serve. */
export const workersOf = async (
  proxy: Pick<Proxy, 'container' | 'does'>,
  docker: Pick<ProxyNeeds['docker'], 'processes'>,
): Promise<string[]> => {
  const [program = '', sign = ''] = reloadsOf(proxy)?.worker ?? [];
  return (await docker.processes(proxy.container))
    .map(line => line.trim().split(/\s/).filter(Boolean))
    .filter(([, , name = '', ...more]) => name.endsWith(program) && more.includes(sign))
    .map(([id = '']) => id);
};

/** Whether one serves in a container that was just started. */
export const isNginxUp = async (
  container: string,
  docker: Pick<ProxyNeeds['docker'], 'processes'>,
): Promise<boolean> => (await docker.processes(container)).some(line => line.includes('nginx: worker'));

const refused = (service: string, said: string): UserError => {
  const lines = said.trim().split('\n');
  const telling = lines.find(line => /\[(?:emerg|ALERT)\]/.test(line)) ?? lines.at(-1) ?? '';
  return new UserError('PROXY_REFUSES', `The proxy ${service} does not load its configuration: ${telling}`, {
    where: `service ${service}`,
    evidence: {log: {source: service, lines}},
  });
};
