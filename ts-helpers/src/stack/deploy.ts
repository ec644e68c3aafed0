import type {ComposeService} from '../compose/model.ts';
import {isOfMachine} from '../compose/machinePlaces.ts';
import {replicasOf} from '../health/services.ts';
import {defined} from './defined.ts';

interface Deploy {
  mode?: string;
  labels?: unknown;
  update_config?: Record<string, unknown>;
  rollback_config?: unknown;
  restart_policy?: unknown;
  placement?: unknown;
  endpoint_mode?: string;
  resources?: {limits?: Limits; reservations?: Limits};
}

interface Limits {
  cpus?: string | number;
  memory?: string | number;
  pids?: number;
}

/** How a swarm is to run a service: what `deploy:` says, and what Compose reads beside it. */
export const deployOf = (service: ComposeService, {isJob}: {isJob: boolean}): Record<string, unknown> => {
  const deploy = (service.deploy ?? {}) as Deploy;
  const isGlobal = deploy.mode?.startsWith('global') === true;
  const {labels, placement, rollback_config: back, endpoint_mode: endpoint} = deploy;
  return defined({
    mode: isJob ? (isGlobal ? 'global-job' : 'replicated-job') : deploy.mode,
    replicas: isGlobal ? undefined : replicasOf(service),
    labels,
    placement: isEmpty(placement) ? undefined : placement,
    endpoint_mode: isJob ? undefined : endpoint,
    resources: resourcesOf(service, deploy),
    restart_policy: isJob ? JOB : (deploy.restart_policy ?? restartOf(service.restart)),
    ...(!isJob && {update_config: updateOf(service, deploy), rollback_config: back}),
  });
};

/** What came to a bad end is not tried again: who waits for it has to know. */
const JOB = {condition: 'none'};

const restartOf = (restart: string | undefined): object => {
  const [, most] = /^on-failure(?::(\d+))?$/.exec(restart ?? '') ?? [];
  if (restart?.startsWith('on-failure'))
    return {condition: 'on-failure', ...(most !== undefined && {max_attempts: Number(most)})};
  return {condition: restart === 'no' ? 'none' : 'any'};
};

/** What fails is taken back by us, with all that belongs to it. */
const updateOf = (service: ComposeService, {update_config: said = {}}: Deploy): object =>
  defined({
    parallelism: said['parallelism'],
    delay: said['delay'],
    monitor: said['monitor'] ?? '1s',
    order: said['order'] ?? orderOf(service),
    failure_action: 'pause',
  });

/** Two of a service can run for a while, unless both would have one port of a node, or write the same. */
export const orderOf = (service: ComposeService): 'start-first' | 'stop-first' => {
  const ofNode = (service.ports ?? []).some(port => (port as {mode?: string}).mode === 'host');
  const writes = (service.volumes ?? []).some(
    ({type, source = '', read_only: isReadOnly}) =>
      type !== 'tmpfs' && isReadOnly !== true && !isOfMachine(source),
  );
  return ofNode || writes ? 'stop-first' : 'start-first';
};

const resourcesOf = (service: ComposeService, {resources: {limits, reservations} = {}}: Deploy) => {
  const most = limitsOf({
    cpus: limits?.cpus ?? (service['cpus'] as number | undefined),
    memory: limits?.memory ?? (service['mem_limit'] as string | undefined),
    pids: limits?.pids ?? (service['pids_limit'] as number | undefined),
  });
  const least = limitsOf({
    cpus: reservations?.cpus,
    memory: reservations?.memory ?? (service['mem_reservation'] as string | undefined),
  });
  return isEmpty({...most, ...least})
    ? undefined
    : defined({limits: orNone(most), reservations: orNone(least)});
};

type Said<T> = {[key in keyof T]: T[key] | undefined};

const limitsOf = ({cpus, memory, pids}: Said<Limits>): Record<string, unknown> =>
  defined({cpus: texted(cpus), memory: texted(memory), pids: pids || undefined});

/** Nought is none to Compose. */
const texted = (value: string | number | undefined): string | undefined =>
  value === undefined || Number(value) === 0 ? undefined : String(value);

const orNone = (all: object): object | undefined => (isEmpty(all) ? undefined : all);

const isEmpty = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || Object.keys(value).length === 0;
