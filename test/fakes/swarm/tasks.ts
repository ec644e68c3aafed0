import {createHash} from 'node:crypto';
import type {SwarmService, SwarmTask} from '../../../ts-helpers/src/compose/swarm.ts';
import {imageCalled} from '../engine/images.ts';
import {makeIn, settle, startIn} from '../engine/running.ts';
import {containerIn, type EngineState} from '../engine/state.ts';

/** The part of a stack file that it reads. */
export interface Spec {
  image: string;
  labels?: Record<string, string>;
  environment?: Record<string, string>;
  healthcheck?: object;
  secrets?: {source: string}[];
  configs?: {source: string}[];
  volumes?: {type: string; source: string; target: string; read_only?: boolean}[];
  ports?: {target: number; published?: number; protocol?: string}[];
  deploy?: {mode?: string; replicas?: number; restart_policy?: {condition?: string}};
}

export interface File {
  services: Record<string, Spec>;
  configs?: Record<string, {name: string}>;
  secrets?: Record<string, {name: string}>;
  volumes?: Record<string, {name: string}>;
}

export type Service = SwarmService & {
  stack: string;
  spec: Spec;
  uses: readonly string[];
  mounts: SwarmTask['mounts'];
};

/** A swarm waits so long before it starts a task again. */
const DELAY_MS = 5_000;

/** What becomes of tasks as time goes by. Each has a container of the engine. */
export const tasksIn = (
  state: EngineState,
  {services, tasks}: {services: readonly Service[]; tasks: SwarmTask[]},
) => {
  let made = 0;
  const node = {id: 'node1', name: 'one', role: 'manager', labels: {}, isActive: true};

  const start = (service: Service, slot: string): void => {
    const {spec, stack, name} = service;
    const {image, labels = {}, environment = {}, deploy = {}} = spec;
    const imageId = (imageCalled(state, image) ?? imageCalled(state, `${image}:latest`))?.id;
    const task: SwarmTask = {
      id: `task${++made}`,
      service: service.id,
      slot,
      node: node.id,
      state: 'rejected',
      wanted: service.kind === 'job' ? 'complete' : 'running',
      error: `No such image: ${image}`,
      // Those of one instant are in their order as well.
      createdAt: new Date(state.clock.now().getTime() + made / 1_000_000),
      at: state.clock.now(),
      image,
      labels,
      environment,
      command: [],
      mounts: service.mounts,
      hasHealthCheck: spec.healthcheck !== undefined,
      restart: deploy.restart_policy?.condition ?? 'any',
      addresses: [],
      turn: service.turn,
      made: createHash('sha256')
        .update(JSON.stringify([spec, service.turn]))
        .digest('hex')
        .slice(0, 12),
    };
    tasks.unshift(task);
    if (imageId === undefined) return;
    const program = state.programOf?.(name, {id: imageId, labels: {}}) ?? state.programs[name] ?? {};
    const container = makeIn(state, {
      name: `${stack}_${name}.${slot}.${task.id}`,
      labels: {...labels, 'com.docker.stack.namespace': stack, 'com.docker.swarm.service.id': service.id},
      program,
      image,
      imageId,
      ports: service.ports,
    });
    startIn(state, container);
    Object.assign(task, {state: 'starting', error: '', container: container.id});
  };

  const end = (task: SwarmTask): void => {
    Object.assign(task, {wanted: 'shutdown'});
    const at = state.containers.findIndex(({id}) => id === task.container);
    if (at >= 0 && !['failed', 'complete'].includes(task.state)) {
      state.containers.splice(at, 1);
      Object.assign(task, {state: 'shutdown', at: state.clock.now()});
    }
  };

  const slotsOf = (service: Service) => Array.from({length: service.replicas}, (_, at) => String(at + 1));
  const newest = (service: Service, slot: string) =>
    tasks.find(task => task.service === service.id && task.slot === slot);

  /** Brings all tasks to where they are by now. */
  const goOn = (): void => {
    settle(state);
    for (const task of tasks) look(task);
    for (const service of services)
      for (const slot of slotsOf(service)) {
        const task = newest(service, slot);
        const isOver = task !== undefined && ['failed', 'rejected', 'complete'].includes(task.state);
        const isDue = task !== undefined && state.clock.now().getTime() - task.at.getTime() >= DELAY_MS;
        if (!isOver || !isDue || service.kind === 'job' || task.restart === 'none') continue;
        task.wanted = 'shutdown';
        start(service, slot);
      }
  };

  const look = (task: SwarmTask): void => {
    const container = containerIn(state, task.container ?? '');
    if (container === undefined || !['starting', 'running'].includes(task.state)) return;
    const {exitCode, startError, program} = container;
    if (startError !== '')
      return void Object.assign(task, {state: 'failed', error: startError, at: state.clock.now()});
    if (container.state === 'exited') {
      const isWell = exitCode === 0;
      const error = isWell ? '' : `task: non-zero exit (${exitCode})`;
      return void Object.assign(task, {
        state: isWell ? 'complete' : 'failed',
        error,
        exitCode,
        at: container.endedAt,
      });
    }
    const {healthyAfterMs = Infinity} = program.health ?? {};
    const ranMs = state.clock.now().getTime() - container.startedAt.getTime();
    if (task.hasHealthCheck && program.health !== undefined && ranMs < healthyAfterMs) return;
    if (task.state === 'starting') Object.assign(task, {state: 'running', at: state.clock.now()});
  };

  return {start, end, slotsOf, goOn, node};
};
