import {isDeepStrictEqual} from 'node:util';
import type {Container} from '../compose/model.ts';
import {ASIDE, type SwarmService, type SwarmTask} from '../compose/swarm.ts';

/** A slot of a service as a container, so that whatever judges containers judges it. */
export interface Slot {
  container: Container;
  service: SwarmService;
  /** The newest, whatever it came to; absent where the swarm has not made it yet. */
  task?: SwarmTask;
  /** Of the same making, that have ended, the newest first. */
  ended: readonly SwarmTask[];
}

interface Stack {
  name: string;
  services: readonly SwarmService[];
  tasks: readonly SwarmTask[];
  /** By the swarm's clock. */
  now: Date;
}

/** The containers that a stack has or is to have. */
export const slotsOf = ({name: stack, services, tasks, now}: Stack): Slot[] =>
  services.flatMap(service => {
    const its = tasks.filter(task => task.service === service.id);
    const aside = (service.labels[ASIDE] ?? '').split(',').filter(Boolean);
    if (aside.length > 0) return aside.map(slot => slotOf(slot, {stack, service, its, now, isAside: true}));
    return namesOf(service, its).map(slot => slotOf(slot, {stack, service, its, now, isAside: false}));
  });

/** Those that it has by now, and those that it is to have. */
const namesOf = ({kind, replicas}: SwarmService, tasks: readonly SwarmTask[]): string[] => {
  const there = [...new Set(tasks.map(({slot}) => slot))].filter(slot => newest(tasks, slot).some(isWanted));
  if (kind === 'global') return there.length > 0 ? there : [''];
  const numbers = Array.from({length: replicas}, (_, index) => String(index + 1));
  // The swarm does not always begin at one.
  return [...there, ...numbers.filter(one => !there.includes(one))].slice(
    0,
    Math.max(replicas, there.length),
  );
};

/** What was ended on purpose is none of the service any more. */
const isWanted = ({wanted, state}: SwarmTask): boolean =>
  !['shutdown', 'remove'].includes(wanted) || ['failed', 'rejected', 'complete'].includes(state);

const newest = (tasks: readonly SwarmTask[], slot: string): SwarmTask[] => {
  const [first] = tasks
    .filter(task => task.slot === slot)
    .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
  return first === undefined ? [] : [first];
};

interface Known {
  stack: string;
  service: SwarmService;
  its: readonly SwarmTask[];
  now: Date;
  isAside: boolean;
}

const slotOf = (slot: string, {stack, service, its, now, isAside}: Known): Slot => {
  const [task] = newest(its, slot);
  const ended = its
    .filter(one => one.slot === slot && one !== task && one.made === task?.made && hasEnded(one))
    .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
  const container: Container = {
    id: `${service.id}.${slot}.${task?.made ?? ''}`,
    name: `${stack}_${service.name}.${slot}`,
    service: service.name,
    project: stack,
    ...(isAside ? GONE : stateOf({service, task, ended, now, isOld: isOld(task, service)})),
    outOfMemory: false,
    restarts: ended.length,
    restartPolicy: policyOf(service, task),
    startedAt: task?.state === 'running' ? task.at : new Date(0),
    ports: service.ports.map(({port, protocol, address}) => ({port, protocol, address})),
    mounts: task?.mounts ?? [],
    image: task?.image ?? service.image,
    imageId: '',
    labels: task?.labels ?? {},
    ...(task && task.addresses.length > 0 && {addresses: task.addresses}),
  };
  return {container, service, ended, ...(task && {task})};
};

const GONE = {state: 'exited', exitCode: 0, startError: ''};

const hasEnded = ({state}: SwarmTask): boolean => ['failed', 'rejected', 'complete'].includes(state);

type State = Pick<Container, 'state' | 'exitCode' | 'startError' | 'health'>;

const stateOf = ({
  service,
  task,
  ended: [before],
  now,
  isOld,
}: {
  service: SwarmService;
  task: SwarmTask | undefined;
  ended: readonly SwarmTask[];
  now: Date;
  isOld: boolean;
}): State => {
  const plain = (state: string): State => ({state, exitCode: 0, startError: ''});
  if (task === undefined) return plain('pending');
  if (isOld) return task.state === 'running' ? {...plain('running'), health: 'starting'} : plain('pending');
  if (task.state === 'complete') return plain(service.kind === 'job' ? 'exited' : 'restarting');
  if (task.state === 'rejected') return {...plain('rejected'), startError: sentence(task.error)};
  if (task.state === 'failed') return failed(task, service);
  if (task.state === 'running') {
    if (service.update?.state === 'updating') return {...plain('running'), health: 'starting'};
    return task.hasHealthCheck ? {...plain('running'), health: 'healthy'} : plain('running');
  }
  if (before?.state === 'rejected') return {...plain('rejected'), startError: sentence(before.error)};
  if (before !== undefined && isUnhealthy(before)) return {...plain('running'), health: 'unhealthy'};
  if (task.state === 'starting') return {...plain('running'), health: 'starting'};
  if (before !== undefined) return {...plain('restarting'), exitCode: codeOf(before)};
  const waits = isStuck(task) && now.getTime() - task.createdAt.getTime() > PATIENCE_MS;
  return waits ? {...plain(task.state), startError: sentence(task.error)} : plain(task.state);
};

/** Whether something keeps it from starting: of those alone it matters since when. */
export const isStuck = ({state, error}: SwarmTask): boolean =>
  error !== '' && !['running', 'complete', 'rejected', 'failed', 'shutdown'].includes(state);

/** While others are being stopped a node may have no room for it yet. */
const PATIENCE_MS = 30_000;

/** The swarm goes on by itself, unless it has stopped the update for it, or is not to. */
const failed = (task: SwarmTask, {kind, update}: SwarmService): State => {
  const isStopped = update !== undefined && STOPPED.includes(update.state);
  const exitCode = codeOf(task);
  if (isUnhealthy(task)) return {state: 'running', health: 'unhealthy', exitCode, startError: ''};
  const goesOn = kind !== 'job' && task.restart !== 'none' && !isStopped;
  return {state: goesOn ? 'restarting' : 'exited', exitCode, startError: ''};
};

const STOPPED = ['paused', 'rollback_started', 'rollback_paused', 'rollback_completed'];

/** The swarm tells that it has begun with a change only some time after it was told of it. */
const isOld = (task: SwarmTask | undefined, {image, taskLabels, turn}: SwarmService): boolean =>
  task !== undefined &&
  (task.image !== image || task.turn !== turn || !isDeepStrictEqual(task.labels, taskLabels));

const isUnhealthy = ({error}: SwarmTask): boolean => error.includes('unhealthy container');

/** That of a program which could not be run is not told. */
const codeOf = ({exitCode, state}: SwarmTask): number => exitCode || (state === 'complete' ? 0 : 1);

const sentence = (text: string): string => text.trim();

const policyOf = ({kind}: SwarmService, task: SwarmTask | undefined): string => {
  if (kind === 'job') return 'no';
  const words: Record<string, string> = {any: 'always', none: 'no'};
  return words[task?.restart ?? 'any'] ?? 'on-failure';
};
