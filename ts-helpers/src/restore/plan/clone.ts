import {posix} from 'node:path';
import {withRootPassword} from '../../compose/imageUser.ts';
import type {ComposeModel, ComposeMount, ComposeService, Container} from '../../compose/model.ts';
import type {LiveData, RestoreFacts} from './facts.ts';
import type {ServerFolder} from './whole.ts';

/** What a service says of who reaches it, and of when it runs; and what is said anew of the throw-away. */
const OF_ITS_PLACE = [
  ...['ports', 'expose', 'networks', 'network_mode', 'links', 'external_links', 'extra_hosts', 'mac_address'],
  ...['dns', 'dns_search', 'dns_opt', 'domainname', 'container_name', 'ipc', 'pid', 'uts', 'cgroup_parent'],
  ...['restart', 'depends_on', 'deploy', 'scale', 'profiles', 'develop', 'build', 'pull_policy', 'image'],
  ...['labels', 'label_file', 'annotations', 'logging', 'attach', 'healthcheck', 'post_start', 'pre_stop'],
  ...['volumes', 'volumes_from', 'secrets', 'configs', 'stop_grace_period', 'env_file'],
];

/** In which images look for what an empty server is to begin with. */
const FIRST_FILES = '/docker-entrypoint-initdb.d';

type Known = Pick<RestoreFacts, 'model' | 'containers' | 'servers' | 'composeProject'>;

export interface CloneMarks {
  labels: Readonly<Record<string, string>>;
  /** Of root where nobody else knows it. */
  rootPassword: string;
}

/** Compose does not know them as services of the project. */
export const cloneName = (composeProject: string): string => `countable-restore-${composeProject}`;

/**
 * Servers like those that run, each with a folder of its own in place of its data: nobody reaches them, and what else they have
 * is only read.
 */
export const clonesOf = (folders: readonly ServerFolder[], known: Known, marks: CloneMarks): ComposeModel => {
  const {model, composeProject} = known;
  const treated = folders.map(folder => clone(folder, known, marks));
  const used = (kind: 'secrets' | 'configs') =>
    new Set(treated.flatMap(({service}) => (service[kind] ?? []).map(({source}) => source)));
  const pick = (kind: 'secrets' | 'configs') =>
    Object.fromEntries(Object.entries(model[kind] ?? {}).filter(([name]) => used(kind).has(name)));
  const volumes = new Set(treated.flatMap(({volumes: names}) => names));
  return {
    name: cloneName(composeProject),
    services: Object.fromEntries(treated.map(({name, service}) => [name, service])),
    volumes: Object.fromEntries([...volumes].map(name => [name, {name, external: true}])),
    secrets: pick('secrets'),
    configs: pick('configs'),
  };
};

const clone = (
  folder: ServerFolder,
  {model, containers, servers}: Known,
  {labels, rootPassword}: CloneMarks,
): {name: string; service: ComposeService; volumes: string[]} => {
  const {service: name} = folder.server;
  const definition = model.services[name] ?? {};
  const live = servers.find(one => one.service === name);
  const container = containers.find(({id}) => id === live?.container?.id);
  if (live?.data === undefined || container === undefined) throw new Error(`${name} was not looked at`);
  const kept = Object.entries(definition).filter(([key]) => !OF_ITS_PLACE.includes(key));
  const mounts = mountsOf(container, {folder, data: live.data});
  const resources = (definition.deploy as {resources?: unknown} | undefined)?.resources;
  const own = (kind: 'secrets' | 'configs') =>
    // Those that are files of the host are mounted.
    (definition[kind] ?? []).filter(({source}) => model[kind]?.[source]?.file === undefined);
  return {
    name,
    volumes: mounts.flatMap(({type, source}) => (type === 'volume' && source !== undefined ? [source] : [])),
    service: {
      ...Object.fromEntries(kept),
      ...(folder.server.hasUsersOfImage && {
        environment: withRootPassword(definition.environment ?? {}, rootPassword),
      }),
      ...(resources === undefined ? {} : {deploy: {resources} as NonNullable<ComposeService['deploy']>}),
      image: container.imageId,
      pull_policy: 'never',
      restart: 'no',
      network_mode: 'none',
      healthcheck: {disable: true},
      // It is waited for until all is on its disk.
      stop_grace_period: '1h',
      labels: {...labels},
      secrets: own('secrets'),
      configs: own('configs'),
      volumes: [...mounts, ...(definition.volumes ?? []).filter(({type}) => type === 'tmpfs')],
    },
  };
};

const mountsOf = (
  {mounts = []}: Container,
  {folder, data}: {folder: ServerFolder; data: LiveData},
): ComposeMount[] => [
  {
    type: 'bind',
    source: literal(`${folder.above}/${folder.loaded}`),
    target: data.folder,
    bind: {create_host_path: false},
  },
  {type: 'tmpfs', target: FIRST_FILES},
  ...mounts
    .filter(
      ({target, source}) =>
        !isWithin(target, FIRST_FILES) && target !== data.mount?.target && !source.endsWith('.sock'),
    )
    .map(({type, source, target, isWritable}): ComposeMount => {
      const isWrittenTo =
        isWritable && (type === 'volume' || data.writes.some(file => isWithin(file, target)));
      if (isWrittenTo) return {type: 'tmpfs', target, tmpfs: {mode: 0o1777}};
      return {type, source: literal(source), target, read_only: true};
    }),
];

const isWithin = (place: string, folder: string): boolean =>
  place === folder || place.startsWith(posix.join(folder, '/'));

/** Compose takes what follows a dollar for a variable. */
const literal = (text: string): string => text.replaceAll('$', '$$$$');
