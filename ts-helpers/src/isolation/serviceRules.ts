import {given, kept, leftOut, listOf, mapOf, own, quietly, shared, type Rules} from './note.ts';
import {DOCKER_SOCKET} from './places.ts';
import {
  capability,
  deployment,
  device,
  dropped,
  each,
  grants,
  hooks,
  hostSpace,
  isEmpty,
  networkMode,
  type OfService,
  securityOption,
  type ServiceRule,
  sysctls,
  ulimits,
} from './rules.ts';

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
    return driver === LOGGING.driver
      ? leftOut()
      : leftOut(quietly(`${name} logs to Docker, not to ${driver}`));
  },
  mac_address: dropped(() => 'has a MAC address of its own'),
  models: (value, {name}) => kept(value, shared(`${name} uses models of this machine`)),
  network_mode: networkMode,
  oom_kill_disable: grants('oom_kill_disable', 'is spared when memory runs out'),
  oom_score_adj: grants('oom_score_adj', 'is spared when memory runs out', value => Number(value) < 0),
  pid: hostSpace('pid', 'the processes'),
  ports: dropped(value => `publishes none of its ports${portsIn(value)}`),
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
  return fixed.length === 0 ? '' : `: not ${fixed.join(', ')}`;
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
