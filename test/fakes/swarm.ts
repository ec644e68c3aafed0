import {createHash} from 'node:crypto';
import {
  ASIDE,
  type SwarmNode,
  type SwarmService,
  type SwarmTask,
} from '../../ts-helpers/src/compose/swarm.ts';
import type {Kept, Swarm} from '../../ts-helpers/src/outside/swarm.ts';
import {makeIn, settle, startIn} from './engine/running.ts';
import {containerIn, type EngineState, failIfTold} from './engine/state.ts';

/** The part of a stack file that it reads. */
interface Spec {
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

interface File {
  services: Record<string, Spec>;
  configs?: Record<string, {name: string}>;
  secrets?: Record<string, {name: string}>;
  volumes?: Record<string, {name: string}>;
}

type Service = SwarmService & {
  stack: string;
  spec: Spec;
  uses: readonly string[];
  mounts: SwarmTask['mounts'];
};

export interface FakeSwarm extends Swarm {
  nodesThere: SwarmNode[];
  /** What the engine is; default: a manager. */
  is: {node: string; state: string; isManager: boolean};
  /** Files that were deployed, by their stacks. */
  readonly deployed: {stack: string; file: File}[];
  readonly pushed: string[];
}

/** A swarm waits so long before it starts a task again. */
const DELAY_MS = 5_000;

/** A swarm in memory, held to a real one by test/contract/swarm.ts. Its tasks are containers of the engine. */
export const createFakeSwarm = (state: EngineState): FakeSwarm => {
  const services: Service[] = [];
  const tasks: SwarmTask[] = [];
  let kept: (Kept & {stack: string})[] = [];
  let made = 0;
  const node = {id: 'node1', name: 'one', role: 'manager', labels: {}, isActive: true};

  const start = (service: Service, slot: string): void => {
    const {spec, stack, name} = service;
    const {image, labels = {}, environment = {}, deploy = {}} = spec;
    const imageId = state.images.get(image)?.id ?? state.images.get(`${image}:latest`)?.id;
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
      made: createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 12),
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

  const remove = (gone: readonly Service[]): void => {
    for (const service of gone) {
      for (const task of tasks.filter(one => one.service === service.id)) end(task);
      tasks.splice(0, tasks.length, ...tasks.filter(one => one.service !== service.id));
      services.splice(services.indexOf(service), 1);
    }
  };

  const fake: FakeSwarm = {
    nodesThere: [node],
    is: {node: node.id, state: 'active', isManager: true},
    deployed: [],
    pushed: [],

    state: () => Promise.resolve(fake.is),
    nodes: () => Promise.resolve(fake.nodesThere),

    services(stack) {
      goOn();
      return Promise.resolve(services.filter(one => one.stack === stack).map(told));
    },

    published: () =>
      Promise.resolve(
        services.flatMap(({stack, name, ports}) =>
          ports.map(port => ({...port, project: stack, service: name, container: `${stack}_${name}`})),
        ),
      ),

    tasks(ids) {
      goOn();
      return Promise.resolve(tasks.filter(({service}) => ids.includes(service)).map(one => ({...one})));
    },

    deploy(stack, text) {
      failIfTold(state, 'stack deploy');
      const file = JSON.parse(text) as File;
      fake.deployed.push({stack, file});
      for (const kind of ['config', 'secret'] as const)
        for (const {name} of Object.values(file[`${kind}s`] ?? {}))
          if (!kept.some(one => one.name === name)) kept.push({kind, name, id: `${kind}-${name}`, stack});
      for (const [name, spec] of Object.entries(file.services)) {
        const before = services.find(one => one.stack === stack && one.name === name);
        const {deploy = {}, ports = []} = spec;
        const uses = [...(spec.secrets ?? []), ...(spec.configs ?? [])].flatMap(
          ({source}) => (file.secrets?.[source] ?? file.configs?.[source])?.name ?? [],
        );
        const isSame =
          before !== undefined && JSON.stringify([before.spec, before.uses]) === JSON.stringify([spec, uses]);
        if (isSame && before.labels[ASIDE] === undefined) continue;
        const service: Service = {
          id: before?.id ?? `service${++made}`,
          stack,
          name,
          spec,
          uses,
          mounts: (spec.volumes ?? []).map(({type, source, target, read_only: isReadOnly}) => ({
            type,
            source: file.volumes?.[source]?.name ?? source,
            target,
            isWritable: isReadOnly !== true,
          })),
          kind: deploy.mode === 'replicated-job' ? 'job' : 'replicated',
          replicas: deploy.replicas ?? 1,
          labels: {},
          ports: ports.map(({target, published = 0, protocol = 'tcp'}) => ({
            target,
            port: published,
            protocol,
            address: '',
          })),
          image: spec.image,
          ...(before && {update: {state: 'completed', message: ''}}),
        };
        if (before === undefined) services.push(service);
        else services.splice(services.indexOf(before), 1, service);
        for (const task of tasks.filter(one => one.service === service.id)) end(task);
        for (const slot of slotsOf(service)) start(service, slot);
      }
      return Promise.resolve();
    },

    remove(stack) {
      remove(services.filter(one => one.stack === stack));
      kept = kept.filter(one => one.stack !== stack);
      return Promise.resolve();
    },

    setAside({id}, slots) {
      const service = services.find(one => one.id === id);
      for (const task of tasks.filter(one => one.service === id)) end(task);
      if (service) Object.assign(service, {replicas: 0, labels: {[ASIDE]: slots.join(',')}});
      return Promise.resolve();
    },

    bringBack({id}) {
      const service = services.find(one => one.id === id);
      if (service === undefined) return Promise.resolve();
      const slots = (service.labels[ASIDE] ?? '').split(',');
      Object.assign(service, {replicas: slots.length, labels: {}});
      for (const slot of slotsOf(service)) start(service, slot);
      return Promise.resolve();
    },

    removeService(id) {
      remove(services.filter(one => one.id === id));
      return Promise.resolve();
    },

    logs(id) {
      const container = containerIn(state, tasks.find(one => one.id === id)?.container ?? '');
      return Promise.resolve((container?.log ?? []).map(({text}) => text));
    },

    kept: stack => Promise.resolve(kept.filter(one => one.stack === stack)),

    removeKept(gone) {
      const used = new Set(services.flatMap(({uses}) => uses));
      kept = kept.filter(one => used.has(one.name) || !gone.some(({id}) => id === one.id));
      return Promise.resolve();
    },

    push(image) {
      failIfTold(state, 'docker push');
      fake.pushed.push(image);
      return Promise.resolve();
    },
  };
  return fake;
};

const told = ({stack: _, spec: __, uses: ___, mounts: ____, ...service}: Service): SwarmService => service;
