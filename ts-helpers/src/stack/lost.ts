import {SAME} from './service.ts';

/** What a swarm leaves out without a word, or refuses, and what to do instead: without it a service is another one. */
export const LOST: Readonly<Record<string, string>> = {
  network_mode: 'Give it networks by name; the network of the host is the external network `host`.',
  pid: 'Let the programs run in one container, or deploy with `target: compose`.',
  ipc: 'Let the programs run in one container, or deploy with `target: compose`.',
  privileged: 'Name what it needs with `cap_add:`, or deploy with `target: compose`.',
  devices: 'Deploy it beside the swarm, with `target: compose`.',
  gpus: 'Say it as `deploy.resources.reservations.generic_resources`, or deploy with `target: compose`.',
  security_opt: 'Leave it out if the service may go without, or deploy with `target: compose`.',
  volumes_from: 'Mount the same volume in both services.',
  userns_mode: 'Leave it out if the service may go without, or deploy with `target: compose`.',
  runtime: 'Make it the default runtime of the nodes, or deploy with `target: compose`.',
  mac_address: 'Leave it out: a task gets another one each time.',
  provider: 'Deploy it beside the swarm, with `target: compose`.',
};

/** What is read for the stack file, or is of no use to a running service. */
export const READ: ReadonlySet<string> = new Set([
  ...SAME,
  ...['attach', 'build', 'configs', 'cpus', 'depends_on', 'deploy', 'develop', 'env_file', 'environment'],
  ...['expose', 'external_links', 'extra_hosts', 'healthcheck', 'image', 'links', 'mem_limit'],
  ...['mem_reservation', 'networks', 'pids_limit', 'platform', 'ports', 'profiles', 'pull_policy'],
  ...['restart', 'scale', 'secrets', 'shm_size', 'volumes', 'annotations'],
]);

/** Of others what to do about it, where that is not to leave them out. */
export const UNHEARD: Readonly<Record<string, string>> = {
  container_name: 'Leave it out: the service is reached by its name, and tasks are named by the swarm.',
  cpuset: 'Set `cpus:`.',
  cpu_shares: 'Set `cpus:`.',
};
