import type {Container} from '../compose/model.ts';
import type {SwarmService} from '../compose/swarm.ts';
import {projectLabel} from '../project/conventions.ts';
import type {Docker} from '../outside/docker.ts';
import type {Patience} from '../outside/dockerCommand.ts';
import type {Swarm} from '../outside/swarm.ts';
import {isStuck, type Slot, slotsOf} from '../stack/containers.ts';

/**
 * An engine whose compose projects are the stacks of its swarm: what deploys ask of containers is answered of tasks, on whatever
 * node they are. Of a container on another node nobody can look inside.
 */
export const swarmedDocker = ({docker, swarm}: {docker: Docker; swarm: Swarm}): Docker => {
  const known = new Map<string, Slot>();
  const slots = createSlots({docker, swarm}, known);
  return {
    ...docker,
    ...lifecycleOf({docker, swarm}, {known, slots}),
    ...insideOf({docker, swarm}, known),

    async containers(labels, patience) {
      const stack = stackIn(labels);
      if (stack === undefined) return docker.containers(labels, patience);
      return (await slots(stack, patience)).map(({container}) => container);
    },

    async containerIds(labels, patience) {
      const stack = stackIn(labels);
      if (stack === undefined) return docker.containerIds(labels, patience);
      return (await slots(stack, patience)).map(({container}) => container.id);
    },

    async publishedPorts() {
      const published = await docker.publishedPorts();
      const stacks = await swarm.published();
      return [...published.filter(one => !stacks.some(({port}) => port === one.port)), ...stacks];
    },

    /** By the ends of tasks, which the swarm keeps longer than engines keep events. */
    async deaths(label, span) {
      const stack = stackIn([label]);
      if (stack === undefined) return docker.deaths(label, span);
      return (await slots(stack)).flatMap(({container: {id, outOfMemory}, ended}) =>
        [...ended].reverse().map(({exitCode = 1}) => ({container: id, exitCode, outOfMemory})),
      );
    },
  };
};

const stackIn = (labels: readonly string[]): string | undefined => {
  const prefix = projectLabel('');
  return labels.find(label => label.startsWith(prefix))?.slice(prefix.length);
};

type Engines = {docker: Docker; swarm: Swarm};
type Slots = (stack: string, patience?: Patience) => Promise<Slot[]>;

const createSlots =
  ({docker, swarm}: Engines, known: Map<string, Slot>): Slots =>
  async (stack, patience) => {
    const services = await swarm.services(stack, patience);
    const tasks = await swarm.tasks(
      services.map(({id}) => id),
      patience,
    );
    // What needs no clock is looked at more often.
    const now = tasks.some(isStuck) ? await docker.time(patience) : new Date(0);
    const bare = slotsOf({name: stack, services, tasks, now});
    const all = await withInsides(bare, docker, patience);
    for (const slot of all) known.set(slot.container.id, slot);
    return all;
  };

/** With what the engine itself knows of containers that are on its node, or were. */
const withInsides = async (
  slots: readonly Slot[],
  docker: Docker,
  patience: Patience | undefined,
): Promise<Slot[]> => {
  const ids = slots.flatMap(one => containersOf(one));
  const found = ids.length === 0 ? [] : await docker.inspect(ids, patience);
  const here = new Map(found.map(one => [one.id, one]));
  const elsewhere = slots.filter(slot => !containersOf(slot).some(id => here.has(id)));
  const images = await docker.imageIds(elsewhere.map(({container}) => container.image));
  return slots.map(slot => {
    const [inside] = containersOf(slot).flatMap(id => here.get(id) ?? []);
    const imageId = inside?.imageId ?? images.get(slot.container.image) ?? '';
    return {...slot, container: {...slot.container, imageId, ...(inside && ofInside(slot, inside))}};
  });
};

/** That of the task, or of the one before while it has none. */
const containersOf = ({task, ended}: Slot): string[] =>
  [task, ...ended].flatMap(one => one?.container ?? []).slice(0, 1);

const ofInside = ({container, task}: Slot, inside: Container): Partial<Container> => {
  const {healthOutput, healthExitCode, healthCommand, healthCheck, outOfMemory, variables, command} = inside;
  // A check that its image brings is none that the service tells of.
  const isChecked = container.state === 'running' && container.health === undefined;
  return {
    outOfMemory,
    ...(task?.state === 'running' && isChecked && inside.health && {health: inside.health}),
    ...(healthOutput !== undefined && {healthOutput}),
    ...(healthExitCode !== undefined && {healthExitCode}),
    ...(healthCommand !== undefined && {healthCommand}),
    ...(healthCheck !== undefined && task?.state === 'running' && {healthCheck}),
    ...(variables && {variables}),
    ...(command && {command}),
  };
};

const lifecycleOf = (
  {docker, swarm}: Engines,
  {known, slots}: {known: ReadonlyMap<string, Slot>; slots: Slots},
): Pick<Docker, 'stop' | 'startAgain' | 'remove'> => {
  /** A service is changed as a whole, and its slots are asked for one by one. */
  const once = (change: (service: SwarmService, stack: string) => Promise<void>) => {
    const under = new Map<string, Promise<void>>();
    return (slot: Slot): Promise<void> => {
      const {service, container} = slot;
      const running = under.get(service.id) ?? change(service, container.project);
      under.set(service.id, running);
      return running.finally(() => under.delete(service.id));
    };
  };
  const current = async (id: string, stack: string) =>
    (await slots(stack)).filter(({service}) => service.id === id);
  const setAside = once(async ({id}, stack) => {
    const its = await current(id, stack);
    const [first] = its;
    if (first === undefined) return;
    await swarm.setAside(
      first.service,
      its.map(({container}) => container.id.split('.')[1] ?? ''),
    );
  });
  const bringBack = once(async ({id}, stack) => {
    const [first] = await current(id, stack);
    if (first !== undefined) await swarm.bringBack(first.service);
  });
  const remove = once(({id}) => swarm.removeService(id));
  const either =
    (ours: (slot: Slot) => Promise<void>, theirs: (id: string) => Promise<void>) => (id: string) => {
      const slot = known.get(id);
      return slot === undefined ? theirs(id) : ours(slot);
    };
  return {
    stop: either(setAside, docker.stop),
    startAgain: either(bringBack, docker.startAgain),
    remove: either(remove, docker.remove),
  };
};

const insideOf = (
  {docker, swarm}: Engines,
  known: ReadonlyMap<string, Slot>,
): Pick<Docker, 'logs' | 'variable' | 'listeners' | 'processes'> => ({
  async logs(id, wanted, patience) {
    const slot = known.get(id);
    if (slot === undefined) return docker.logs(id, wanted, patience);
    // What has not begun yet says nothing; the one before it does.
    const said = [slot.task, ...slot.ended].find(task => task?.container !== undefined);
    const {node = ''} = slot.task ?? {};
    const lines = said === undefined ? [] : await swarm.logs(said.id, wanted, patience);
    const error = [slot.task, ...slot.ended].find(task => task !== undefined && task.error !== '')?.error;
    return [
      ...lines,
      ...(error === undefined ? [] : [`(The swarm says of it, on node ${node || 'none'}: ${error})`]),
    ];
  },

  async variable(id, name) {
    const slot = known.get(id);
    return slot === undefined ? docker.variable(id, name) : slot.task?.environment[name];
  },

  async listeners(id) {
    const slot = known.get(id);
    if (slot === undefined) return docker.listeners(id);
    const {container} = slot.task ?? {};
    if (container === undefined) return undefined;
    const [here] = await docker.inspect([container]);
    return here === undefined ? undefined : docker.listeners(container);
  },

  /** What passes requests on in a swarm finds new tasks by the swarm's names. */
  async processes(id) {
    return known.has(id) ? [] : docker.processes(id);
  },
});
