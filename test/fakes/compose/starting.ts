import {createHash, randomBytes} from 'node:crypto';
import type {ComposeModel, ComposeService, ContainerMount} from '../../../ts-helpers/src/compose/model.ts';
import {PROJECT, SERVICE, untilEnd} from '../engine/listing.ts';
import {makeIn, settle, startIn} from '../engine/running.ts';
import type {EngineState, FakeContainer, FakeImage} from '../engine/state.ts';
import {imageOf, pullIn} from './building.ts';
import type {Said} from './said.ts';

export interface Start {
  model: ComposeModel;
  directory: string;
  services: readonly string[];
}

/** Brings services up, those that they wait for first; one that is as it is to be stays. */
export const upIn = async (
  state: EngineState,
  {model, directory, services}: Start,
  said: Said,
): Promise<void> => {
  makeThings(state, model, said);
  const done = new Map<string, FakeContainer>();
  const start = async (name: string): Promise<FakeContainer | undefined> => {
    const service = model.services[name];
    if (service === undefined || replicas(service) === 0) return undefined;
    const known = done.get(name);
    if (known !== undefined) return known;
    for (const [other, {condition}] of Object.entries(service.depends_on ?? {})) {
      const container = await start(other);
      if (container) await waitFor(state, {container, other, condition}, said);
    }
    const container = containerOf(state, {name, service, project: model.name, directory, model}, said);
    done.set(name, container);
    if (container.state === 'running') return container;
    run(state, container, said);
    return container;
  };
  for (const name of services.length > 0 ? services : Object.keys(model.services)) await start(name);
};

const replicas = ({scale, deploy}: ComposeService): number => Number(scale ?? deploy?.replicas ?? 1);

interface OfService {
  name: string;
  service: ComposeService;
  project: string;
  directory: string;
  model: ComposeModel;
}

/** That which is there, or a new one where something of it has changed. */
const containerOf = (
  state: EngineState,
  {name, service, project, directory, model}: OfService,
  said: Said,
): FakeContainer => {
  const image = imageOf(project, name, service);
  if (!state.images.has(image)) {
    if (service.build) said.fail(`Error response from daemon: No such image: ${image}`);
    pullIn(state, image, said);
  }
  const made: FakeImage = state.images.get(image) ?? {id: '', labels: {}};
  const imageId = made.id;
  const {build: _, ...configured} = service;
  const hash = createHash('sha256')
    .update(JSON.stringify({...configured, imageId}))
    .digest('hex');
  const own = state.containers.find(({labels}) => labels[PROJECT] === project && labels[SERVICE] === name);
  if (own !== undefined && own.labels[CONFIG] === hash) return own;
  if (own !== undefined) state.containers.splice(state.containers.indexOf(own), 1);
  const containerName = service.container_name ?? `${project}-${name}-1`;
  if (state.containers.some(one => one.name === containerName))
    said.fail(
      `Error response from daemon: Conflict. The container name "/${containerName}" is already in use by container "x". You have to remove (or rename) that container to be able to reuse that name.`,
    );
  return makeIn(state, {
    name: containerName,
    image,
    imageId,
    restartPolicy: service.restart ?? 'no',
    ports: portsOf(service, state),
    mounts: mountsOf(service, {model, image: made, before: own}),
    ...(Array.isArray(service['command']) && {command: service['command'] as string[]}),
    variables: {...made.variables, ...service.environment},
    program: state.programOf?.(name, made) ?? state.programs[name] ?? {},
    labels: {
      ...service.labels,
      [PROJECT]: project,
      [SERVICE]: name,
      [CONFIG]: hash,
      'com.docker.compose.oneoff': 'False',
      'com.docker.compose.project.working_dir': directory,
    },
  });
};

/** Volumes without a name are those that the container before had there, whatever these are called. */
const mountsOf = (
  {volumes = []}: ComposeService,
  {model, image, before}: {model: ComposeModel; image: FakeImage; before: FakeContainer | undefined},
): ContainerMount[] => {
  const asked = volumes.filter(({type}) => type !== 'tmpfs');
  const targets = asked.map(({target}) => target);
  const all = [
    ...asked,
    ...(image.volumes ?? [])
      .filter(target => !targets.includes(target))
      .map(target => ({type: 'volume', target, source: '', read_only: false})),
  ];
  return all.map(({type, source = '', target, read_only: closed = false}) => {
    const named = type === 'volume' ? (model.volumes?.[source]?.name ?? source) : source;
    const handedOn = before?.mounts.find(one => one.target === target)?.source;
    const unnamed = () => handedOn ?? randomBytes(32).toString('hex');
    return {type, source: named === '' ? unnamed() : named, target, isWritable: !closed};
  });
};

const CONFIG = 'com.docker.compose.config-hash';

const portsOf = ({ports = []}: ComposeService, state: EngineState): FakeContainer['ports'] =>
  ports.map(({target, published, host_ip: address = '0.0.0.0', protocol = 'tcp'}) => ({
    port: published === undefined ? freePort(state) : Number(published),
    address,
    protocol,
    target,
  }));

const FIRST_CHOSEN = 32_768;

const freePort = ({containers, takenPorts}: EngineState): number => {
  const taken = new Set([...takenPorts, ...containers.flatMap(({ports}) => ports.map(({port}) => port))]);
  let port = FIRST_CHOSEN;
  while (taken.has(port)) port += 1;
  return port;
};

const run = (state: EngineState, container: FakeContainer, said: Said): void => {
  const fail = (why: string): never => {
    container.startError = why;
    return said.fail(`Error response from daemon: ${why}`);
  };
  const {program, ports, name} = container;
  if (program.startError !== undefined) fail(program.startError);
  settle(state);
  for (const {port, address} of ports) {
    const others = state.containers.filter(one => one !== container && one.state === 'running');
    if (state.takenPorts.has(port) || others.some(one => one.ports.some(taken => taken.port === port)))
      fail(
        `failed to set up container networking: driver failed programming external connectivity on endpoint ${name}: Bind for ${address}:${port} failed: port is already allocated`,
      );
  }
  startIn(state, container);
  said.say(` Container ${name} Started`);
};

/** How often Compose looks. */
const LOOK_MS = 500;
/** Nobody waits so long, but for what never comes. */
const LONGEST_MS = 24 * 3_600_000;

const waitFor = async (
  state: EngineState,
  {container, other, condition}: {container: FakeContainer; other: string; condition: string},
  said: Said,
): Promise<void> => {
  const {name, program} = container;
  if (condition === 'service_completed_successfully') {
    await untilEnd(state, container);
    if (container.exitCode !== 0)
      said.fail(`service "${other}" didn't complete successfully: exit ${container.exitCode}`);
  }
  if (condition !== 'service_healthy') return;
  const {healthyAfterMs = Infinity, unhealthyAfterMs = Infinity} = program.health ?? {};
  for (let waited = 0; ; waited += LOOK_MS) {
    settle(state);
    if (container.state === 'exited')
      said.fail(`dependency failed to start: container ${name} exited (${container.exitCode})`);
    const since = state.clock.now().getTime() - container.startedAt.getTime();
    if (since >= healthyAfterMs) return;
    if (since >= unhealthyAfterMs) said.fail(`dependency failed to start: container ${name} is unhealthy`);
    if (waited > LONGEST_MS) throw state.stop;
    await state.clock.wait(LOOK_MS);
  }
};

const makeThings = (
  state: EngineState,
  {name: project, networks, volumes}: ComposeModel,
  said: Said,
): void => {
  for (const [kind, all] of [
    ['network', networks],
    ['volume', volumes],
  ] as const)
    for (const resource of Object.values(all ?? {})) {
      const {
        name = '',
        external,
        labels,
      } = (resource ?? {}) as {
        name?: string;
        external?: boolean;
        labels?: Record<string, string>;
      };
      const isThere = state.things.some(thing => thing.kind === kind && thing.name === name);
      if (external && !isThere) said.fail(`${kind} ${name} declared as external, but could not be found`);
      if (!isThere) state.things.push({kind, name, labels: {...labels, [PROJECT]: project}});
    }
};
