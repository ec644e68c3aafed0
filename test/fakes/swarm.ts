import {
  ASIDE,
  type SwarmNode,
  type SwarmService,
  type SwarmState,
  type SwarmTask,
} from '../../ts-helpers/src/compose/swarm.ts';
import type {Kept, Swarm} from '../../ts-helpers/src/outside/swarm.ts';
import {type File, type Service, tasksIn} from './swarm/tasks.ts';
import {CommandFailed} from '../../ts-helpers/src/errors/userError.ts';
import {imageCalled} from './engine/images.ts';
import {containerIn, type EngineState, failIfTold} from './engine/state.ts';

export interface FakeSwarm extends Swarm {
  nodesThere: SwarmNode[];
  /** What the engine is; default: a manager. */
  is: Omit<SwarmState, 'nodes'>;
  /** Files that were deployed, by their stacks. */
  readonly deployed: {stack: string; file: File}[];
  readonly pushed: string[];
}

/** A swarm in memory, held to a real one by test/contract/swarm.ts. Its tasks are containers of the engine. */
export const createFakeSwarm = (state: EngineState): FakeSwarm => {
  const services: Service[] = [];
  const tasks: SwarmTask[] = [];
  const {start, end, slotsOf, goOn, node} = tasksIn(state, {services, tasks});
  let kept: (Kept & {stack: string})[] = [];
  let made = 0;
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

    state: () => Promise.resolve({...fake.is, nodes: fake.nodesThere.length}),
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
        if (isSame && before.kind !== 'job' && before.labels[ASIDE] === undefined) continue;
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
          taskLabels: spec.labels ?? {},
          turn: deploy.mode === 'replicated-job' && before !== undefined ? before.turn + 1 : 0,
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

    async push(image) {
      failIfTold(state, 'docker push');
      fake.pushed.push(image);
      const its = imageCalled(state, image);
      if (its === undefined)
        throw new CommandFailed({
          program: 'docker',
          args: ['push', image],
          exitCode: 1,
          tail: [`An image does not exist locally with the tag: ${image}`],
          stderr: '',
        });
      const name = `${image.replace(/:[^:/]+$/, '')}@sha256:${its.id.replace(/^sha256:/, '')}`;
      for (const one of state.images.values())
        if (one.id === its.id) one.registryNames = [...new Set([...(one.registryNames ?? []), name])];
    },
  };
  return fake;
};

const told = ({stack: _, spec: __, uses: ___, mounts: ____, ...service}: Service): SwarmService => service;
