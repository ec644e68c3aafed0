import type {ComposeService} from '../../compose/model.ts';
import type {BackupFacts} from './facts.ts';

/** Names by which containers of a service are reached in the networks of the project. */
export const composeNames = ({model, containers}: BackupFacts, service: string): ReadonlySet<string> => {
  const {container_name: own, hostname, networks} = (model.services[service] ?? {}) as Named;
  const aliases = Object.values(networks ?? {}).flatMap(network => network?.aliases ?? []);
  const running = containers.filter(one => one.service === service).map(({name}) => name);
  const all = [service, own, hostname, ...aliases, ...running];
  return new Set(all.filter(name => name !== undefined));
};

interface Named extends Pick<ComposeService, 'container_name'> {
  hostname?: string;
  networks?: Readonly<Record<string, {aliases?: readonly string[]} | null>>;
}

export const isThisMachine = (host: string): boolean => ['localhost', '127.0.0.1', '::1'].includes(host);
