import type {ComposeMount, ComposePort, ComposeService} from '../compose/model.ts';
import {defined} from './defined.ts';
import {deployOf} from './deploy.ts';

/** Says the same to Compose and to a swarm. */
export const SAME = [
  ...['cap_add', 'cap_drop', 'command', 'dns', 'dns_search', 'domainname', 'entrypoint', 'hostname', 'init'],
  ...['isolation', 'labels', 'logging', 'read_only', 'stdin_open', 'stop_grace_period', 'stop_signal'],
  ...['sysctls', 'tmpfs', 'tty', 'ulimits', 'user', 'working_dir', 'credential_spec'],
];

/** A service of a stack file. A job does its work again each time that it is deployed. */
export const serviceOf = (
  service: ComposeService,
  {image, isJob}: {image: string; isJob: boolean},
): Record<string, unknown> => {
  const same = Object.fromEntries(SAME.map(key => [key, service[key]]));
  return defined({
    ...same,
    image,
    environment: service.environment && defined(service.environment),
    extra_hosts: hostsOf(service['extra_hosts']),
    healthcheck: healthOf(service.healthcheck),
    ports: service.ports?.map(portOf),
    volumes: mountsOf(service),
    configs: service.configs?.map(fileOf),
    secrets: service.secrets?.map(fileOf),
    networks: networksOf(service['networks']),
    deploy: deployOf(service, {isJob}),
  });
};

const hostsOf = (hosts: unknown): unknown =>
  Array.isArray(hosts) ? hosts.map(host => String(host).replace('=', ':')) : hosts;

/** It is checked more often at the start by newer engines alone. */
const healthOf = (check: ComposeService['healthcheck']): object | undefined => {
  if (check === undefined) return undefined;
  const {start_interval: _, ...rest} = check as typeof check & {start_interval?: unknown};
  return rest;
};

const portOf = ({target, published, protocol, ...rest}: ComposePort): object =>
  defined({
    target,
    published: published === undefined ? undefined : Number(published),
    protocol,
    mode: (rest as {mode?: string}).mode,
  });

const mountsOf = (service: ComposeService): object[] | undefined => {
  const mounts = (service.volumes ?? []).map(mountOf);
  const shared = service['shm_size'];
  const all =
    shared === undefined
      ? mounts
      : [...mounts, {type: 'tmpfs', target: '/dev/shm', tmpfs: {size: Number(shared)}}];
  return all.length > 0 ? all : undefined;
};

const mountOf = ({type, source, target, read_only: readOnly, bind, ...rest}: ComposeMount): object => {
  const {volume, tmpfs} = rest as {volume?: {nocopy?: boolean}; tmpfs?: {size?: unknown}};
  const propagation = (bind as {propagation?: string} | undefined)?.propagation;
  return defined({
    type,
    source,
    target,
    read_only: readOnly,
    bind: propagation === undefined ? undefined : {propagation},
    volume: volume?.nocopy === undefined ? undefined : {nocopy: volume.nocopy},
    tmpfs: tmpfs?.size === undefined ? undefined : {size: Number(tmpfs.size)},
  });
};

/** A config lies at the root by its name, unless it is said. */
const fileOf = (file: {source: string; target?: string; mode?: string | number}): object => {
  const {source, target, mode, ...rest} = file;
  const asNumber = typeof mode === 'string' ? Number.parseInt(mode, 8) : mode;
  return defined({source, target, mode: asNumber, ...rest});
};

const networksOf = (networks: unknown): unknown => {
  if (typeof networks !== 'object' || networks === null || Array.isArray(networks)) return networks;
  return Object.fromEntries(
    Object.entries(networks as Record<string, {aliases?: string[]} | null>).map(([name, its]) => [
      name,
      its?.aliases === undefined ? null : {aliases: its.aliases},
    ]),
  );
};
