import {posix} from 'node:path';
import {needs} from '../../compose/dependencies.ts';
import {plain} from '../../compose/dollars.ts';
import {rootVariables, userVariables, whyNobodyLogsIn} from '../../compose/imageUser.ts';
import type {ComposeModel, ComposeService, Container} from '../../compose/model.ts';
import type {Manifest} from '../../archive/manifest.ts';

/** What of a project is started on what was restored, by files of its own. */
export interface ProofProject {
  model: ComposeModel;
  /** Those that have to become healthy. */
  healthy: string[];
  /** What its volumes are filled with before it starts: members of the archive, by the names of volumes, and of the folder in the member. */
  copies: {member: string; volume: string; folder: string; image: string}[];
  /** Of servers of MySQL, by service: variables by which their image makes users that are not restored, with the passwords of the project. */
  users: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Root is not restored with the others: who restores them is root. */
const usersIn = (
  {servers}: Manifest,
  environmentOf: (service: string) => ComposeService['environment'],
): ProofProject['users'] =>
  new Map(
    servers
      .filter(({kind}) => kind === 'mysql')
      .map(({service, roles}) => {
        const environment = environmentOf(service);
        const unkept = roles === undefined ? userVariables(environment) : {};
        return [service, plainly({...unkept, ...rootVariables(environment)})];
      }),
  );

/** As it is outside a compose file. */
const plainly = (environment: ReturnType<typeof userVariables>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, plain(value)]));

/** Why nothing of it is started. */
export interface NotTried {
  why: string;
}

interface Known {
  model: ComposeModel;
  /** Of the deploy, for the very images that run. */
  containers: readonly Container[];
  manifest: Manifest;
  /** Where the deploy's own files lie. */
  folder: string;
  /** In which the restored servers are. */
  network: string;
}

/**
 * Services that have a health check, with what they depend on, beside the restored servers: without ports, names and networks of
 * the host, and without any of its folders but those that are only read.
 */
export const proofProject = (known: Known): ProofProject | NotTried => {
  const {model, manifest, containers, network} = known;
  const servers = new Set(manifest.servers.map(({service}) => service));
  const healthy = Object.entries(model.services).flatMap(([service, {healthcheck}]) =>
    healthcheck?.test !== undefined && healthcheck.disable !== true && !servers.has(service) ? [service] : [],
  );
  if (healthy.length === 0) return {why: 'no service but the databases has a health check'};
  const environmentOf = (service: string) => model.services[service]?.environment;
  const unkept = manifest.servers.filter(({roles}) => roles === undefined);
  for (const server of unkept) {
    const environment = environmentOf(server.service);
    const isInFile = Object.keys(userVariables(environment)).some(name => name.endsWith('_FILE'));
    const why =
      whyNobodyLogsIn(server, environment) ?? (isInFile ? 'who logs in stands in files of it' : undefined);
    if (why !== undefined) return {why: `the users of ${server.service} could not be kept, and ${why}`};
  }
  const wanted = [...new Set(healthy.flatMap(service => [service, ...needs(service, model)]))].filter(
    service => !servers.has(service),
  );
  const lacking = wanted.find(service => !containers.some(one => one.service === service));
  if (lacking !== undefined) return {why: `there is no container of ${lacking} here that tells its image`};
  const services = Object.fromEntries(
    wanted.map(service => [service, treated(model.services[service] ?? {}, {service, servers, known})]),
  );
  const volumes = volumesOf(services);
  return {
    healthy,
    copies: copiesInto(services, manifest, network),
    users: usersIn(manifest, environmentOf),
    model: {
      name: network,
      services,
      networks: {default: {name: network, external: true}},
      volumes: Object.fromEntries([...volumes].map(name => [name, {}])),
    },
  };
};

/** What a service says of what it is, and not of where it is. */
const KEPT = [
  ...[
    'command',
    'entrypoint',
    'environment',
    'healthcheck',
    'working_dir',
    'user',
    'init',
    'shm_size',
    'tmpfs',
  ],
  ...[
    'ulimits',
    'stop_signal',
    'stop_grace_period',
    'read_only',
    'tty',
    'stdin_open',
    'group_add',
    'sysctls',
  ],
] as const;

const treated = (
  definition: ComposeService,
  {service, servers, known}: {service: string; servers: ReadonlySet<string>; known: Known},
): ComposeService => {
  const kept = Object.fromEntries(
    KEPT.flatMap(key => (definition[key] === undefined ? [] : [[key, definition[key]]])),
  );
  const dependsOn = Object.entries(definition.depends_on ?? {}).filter(([other]) => !servers.has(other));
  const image = known.containers.find(one => one.service === service)?.imageId ?? '';
  return {
    ...kept,
    image,
    pull_policy: 'never',
    restart: 'no',
    networks: {default: {aliases: [service]}},
    ...(dependsOn.length > 0 && {depends_on: Object.fromEntries(dependsOn)}),
    volumes: (definition.volumes ?? []).flatMap((mount, _, all) => mountOf(mount, {service, all}, known)),
  };
};

/**
 * What is stored becomes a volume of its own. What the deploy brought is only read, with volumes for what is stored of it; other
 * folders of the host are left out: what is in them is empty.
 */
const mountOf = (
  mount: NonNullable<ComposeService['volumes']>[number],
  {service, all}: {service: string; all: NonNullable<ComposeService['volumes']>},
  {manifest: {files}, folder}: Known,
): NonNullable<ComposeService['volumes']> => {
  const {type, source = '', target, read_only: isReadOnly = false} = mount;
  if (type === 'tmpfs') return [{type, target}];
  const stored = files.find(one => isSource(one, plain(source)));
  if (type === 'volume' || stored !== undefined)
    return [
      {
        type: 'volume',
        source: volumeOf(stored?.source ?? source),
        target,
        ...(isReadOnly && {read_only: true}),
      },
    ];
  const isOfDeploy = source === folder || source.startsWith(`${folder}/`);
  if (source.endsWith('.sock') || !(isReadOnly || isOfDeploy)) return [];
  const inside = files.filter(
    one =>
      one.services.includes(service) &&
      one.target.startsWith(posix.join(target, '/')) &&
      !all.some(other => other.target === one.target),
  );
  return [
    {type, source, target, read_only: true},
    ...inside.map(one => ({type: 'volume', source: volumeOf(one.source), target: one.target})),
  ];
};

const isSource = (stored: Manifest['files'][number], source: string): boolean =>
  stored.source === source || source.endsWith(stored.source.replace(/^\./, ''));

const volumeOf = (source: string): string => `proof${source.replaceAll(/[^A-Za-z0-9]+/g, '-')}`;

const volumesOf = (services: Readonly<Record<string, ComposeService>>): Set<string> =>
  new Set(
    Object.values(services)
      .flatMap(({volumes = []}) => volumes)
      .flatMap(({type, source}) => (type === 'volume' && source ? [source] : [])),
  );

/** The first service that has it, and not under a name of its own: whose volume it is does not matter. */
const copiesInto = (
  services: Readonly<Record<string, ComposeService>>,
  {files}: Manifest,
  name: string,
): ProofProject['copies'] =>
  files.flatMap(({member, source, target}) => {
    const has = (mounted: string | undefined) => mounted !== undefined && mounted === volumeOf(source);
    const found = Object.values(services).find(({volumes = []}) => volumes.some(one => has(one.source)));
    return found?.image === undefined
      ? []
      : [{member, volume: `${name}_${volumeOf(source)}`, folder: posix.basename(target), image: found.image}];
  });
