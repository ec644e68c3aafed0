import {isHarmlessDevice, placeOf, DOCKER_SOCKET, type Surroundings} from './places.ts';
import {
  given,
  kept,
  leftOut,
  listOf,
  mapOf,
  own,
  shared,
  type Finding,
  type Rule,
  type Rules,
} from './note.ts';

/** The service that a rule is about. */
export interface OfService {
  name: string;
  around: Surroundings;
}

type ServiceRule = Rule<OfService>;

const dropped =
  (says: (value: unknown) => string): ServiceRule =>
  (value, {name}) =>
    isEmpty(value) ? leftOut() : leftOut(own(`${name} ${says(value)}`));

const isEmpty = (value: unknown): boolean =>
  value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Stays, and is told by `find` of each of its entries. */
const each =
  (find: (entry: unknown, of: OfService) => Finding | undefined): ServiceRule =>
  (value, of) =>
    kept(
      value,
      ...listOf(value)
        .map(entry => find(entry, of))
        .filter(finding => finding !== undefined),
    );

const grants =
  (key: string, says: string, counts: (value: unknown) => boolean = value => value !== false): ServiceRule =>
  (value, {name}) =>
    counts(value) ? kept(value, given(`${name} ${says}`, key)) : kept(value);

/** Of a service of this project, or of none. Any other container is somebody else's. */
const isOwnSpace = (value: unknown): boolean => /^($|private$|none$|shareable$|service:)/.test(String(value));

const hostSpace =
  (key: string, whole: string): ServiceRule =>
  (value, {name}) => {
    if (isOwnSpace(value)) return kept(value);
    if (value === 'host') return kept(value, given(`${name} has ${whole} of this machine`, `${key}: host`));
    return kept(value, shared(`${name} has the ${key} of ${String(value)}`));
  };

const networkMode: ServiceRule = (value, {name}) => {
  if (isOwnSpace(value)) return kept(value);
  if (value === 'bridge' || value === 'default')
    return leftOut(own(`${name} is in a network of this run, not in Docker's bridge`));
  if (value === 'host')
    return kept(value, shared(`${name} has the network of this machine`, 'network_mode: host'));
  return kept(value, shared(`${name} has the network of ${String(value)}`));
};

/** What Docker gives every container. */
const USUAL_CAPABILITIES = new Set(
  (
    'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP ' +
    'SETUID SYS_CHROOT'
  ).split(' '),
);

const capability = (entry: unknown, {name}: OfService): Finding | undefined => {
  const word = String(entry).toUpperCase().replace(/^CAP_/, '');
  if (USUAL_CAPABILITIES.has(word)) return undefined;
  return given(`${name} has the capability ${word}`, `cap_add: ${word}`, [String(entry)]);
};

const device = (entry: unknown, {name, around}: OfService): Finding | undefined => {
  const source = String(mapOf(entry)['source'] ?? entry);
  const place = placeOf(source, around);
  if (isHarmlessDevice(place)) return undefined;
  return given(`${name} has the device ${source}`, source.startsWith('/') ? place.real : source, [source]);
};

const securityOption = (entry: unknown, {name}: OfService): Finding | undefined => {
  const option = String(entry);
  if (/^no-new-privileges([:=]true)?$/.test(option)) return undefined;
  return given(`${name} has the security option ${option}`, `security_opt: ${option}`, [option]);
};

/** Those that each container has for itself (https://docs.docker.com/reference/cli/docker/container/run/#sysctl). */
const OWN_SYSCTL = /^(net\.|kernel\.(msg|shm|sem)|fs\.mqueue\.)/;

const sysctls: ServiceRule = (value, {name}) =>
  kept(
    value,
    ...(Array.isArray(value)
      ? value.map(entry => String(entry).split('=')[0] ?? '')
      : Object.keys(mapOf(value))
    )
      .filter(key => !OWN_SYSCTL.test(key))
      .map(key => given(`${name} sets ${key} of this machine`, `sysctls: ${key}`, [key])),
  );

const ulimits: ServiceRule = (value, {name}) =>
  kept(
    value,
    ...['rtprio', 'rttime', 'nice']
      .filter(key => key in mapOf(value))
      .map(key => given(`${name} may raise its priority by ${key}`, `ulimits: ${key}`, [key])),
  );

/** A graphics card is shared by its driver; other devices are what they are. */
const deployment: ServiceRule = (value, {name}) => {
  const {labels, ...deploy} = mapOf(value);
  const {devices} = mapOf(mapOf(mapOf(deploy)['resources'])['reservations']);
  const others = listOf(devices).filter(entry => {
    const {driver, capabilities} = mapOf(entry);
    return !listOf(capabilities).includes('gpu') || ![undefined, '', 'nvidia'].includes(driver as string);
  });
  return kept(deploy, ...others.map(() => given(`${name} reserves devices`, 'devices')));
};

const hooks: ServiceRule = each((entry, {name}) =>
  mapOf(entry)['privileged'] === true ? given(`${name} has a privileged hook`, 'privileged') : undefined,
);

/** Docker's driver for `docker logs`: what is printed is read through it, and goes nowhere else. */
export const LOGGING = {driver: 'json-file'};

const RULED: Readonly<Record<string, ServiceRule>> = {
  annotations: grants('annotations', 'has annotations', value => !isEmpty(value)),
  cap_add: each(capability),
  cgroup: hostSpace('cgroup', 'the control groups'),
  cgroup_parent: dropped(value => `is in a control group of its own, not in ${String(value)}`),
  container_name: dropped(value => `is a container with a name of its own, not ${String(value)}`),
  cpu_rt_period: grants('cpu_rt_period', 'has real-time scheduling'),
  cpu_rt_runtime: grants('cpu_rt_runtime', 'has real-time scheduling'),
  credential_spec: grants('credential_spec', 'has a credential specification'),
  deploy: deployment,
  develop: () => leftOut(),
  device_cgroup_rules: each((entry, {name}) =>
    given(`${name} has the device rule ${String(entry)}`, 'device_cgroup_rules', [String(entry)]),
  ),
  devices: each(device),
  external_links: (value, {name}) =>
    kept(value, shared(`${name} is linked to containers of others: ${listOf(value).join(', ')}`)),
  // What Compose read of these is in the environment and the labels by now.
  env_file: () => leftOut(),
  label_file: () => leftOut(),
  // Browsers ask for the machine's because 64 MB are too little for them.
  ipc: (value, of) =>
    value === 'host'
      ? leftOut(own(`${of.name} has shared memory of its own, of up to 2 GB`))
      : hostSpace('ipc', '')(value, of),
  labels: dropped(() => 'has no labels of the project, which others on this machine could go by'),
  logging: (value, {name}) => {
    const driver = String(mapOf(value)['driver'] ?? LOGGING.driver);
    return driver === LOGGING.driver ? leftOut() : leftOut(own(`${name} logs to Docker, not to ${driver}`));
  },
  mac_address: dropped(() => 'has a MAC address of its own'),
  models: (value, {name}) => kept(value, shared(`${name} uses models of this machine`)),
  network_mode: networkMode,
  oom_kill_disable: grants('oom_kill_disable', 'is spared when memory runs out'),
  oom_score_adj: grants('oom_score_adj', 'is spared when memory runs out', value => Number(value) < 0),
  pid: hostSpace('pid', 'the processes'),
  ports: dropped(value => `publishes no port${portsIn(value)}`),
  post_start: hooks,
  pre_stop: hooks,
  privileged: grants('privileged', 'is privileged'),
  profiles: () => leftOut(),
  provider: (value, {name}) =>
    kept(value, shared(`${name} is made by ${String(mapOf(value)['type'])}, outside of Compose`)),
  pull_policy: (value, {name}) =>
    /^(always|daily|weekly|every_|refresh)/.test(String(value))
      ? kept('missing', own(`${name} takes the image that is there: a newer one would reach others, too`))
      : kept(value),
  runtime: grants(
    'runtime',
    'has a runtime of its own',
    value => !/^(runc|io\.containerd\.runc\.v2|nvidia)$/.test(String(value)),
  ),
  security_opt: each(securityOption),
  sysctls,
  ulimits,
  use_api_socket: grants(DOCKER_SOCKET, 'talks to the Docker engine'),
  userns_mode: hostSpace('userns_mode', 'the users'),
  uts: (value, of) =>
    value === 'host'
      ? leftOut(own(`${of.name} has a host name of its own`))
      : hostSpace('uts', '')(value, of),
  volume_driver: dropped(() => 'has volumes of its own'),
  volumes_from: each((entry, {name}) =>
    String(entry).startsWith('container:')
      ? shared(`${name} has the volumes of ${String(entry)}`)
      : undefined,
  ),
};

const portsIn = (value: unknown): string => {
  const ports = listOf(value).map(entry => mapOf(entry)['published']);
  const fixed = [...new Set(ports.filter(port => port !== undefined && port !== ''))];
  return fixed.length === 0 ? '' : ` (${fixed.join(', ')})`;
};

export const SERVICE_RULES: Rules<OfService> = {
  harmless: new Set(
    (
      'attach blkio_config cap_drop command configs cpu_count cpu_percent cpu_period cpu_quota cpu_shares cpus cpuset ' +
      'depends_on dns dns_opt dns_search domainname entrypoint environment expose extra_hosts gpus group_add ' +
      'healthcheck hostname image init isolation links mem_limit mem_reservation mem_swappiness memswap_limit ' +
      'pids_limit platform read_only restart scale secrets shm_size stdin_open stop_grace_period stop_signal ' +
      'storage_opt tmpfs tty user working_dir'
    ).split(' '),
  ),
  ruled: new Map(Object.entries(RULED)),
};
