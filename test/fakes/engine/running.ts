import {randomBytes} from 'node:crypto';
import type {EngineState, FakeContainer, FakeMoment} from './state.ts';
import type {Program} from './program.ts';

/** What a container is made of. */
export type Wanted = Pick<FakeContainer, 'name' | 'labels'> & {program: Program} & Partial<
    Pick<
      FakeContainer,
      'image' | 'imageId' | 'restartPolicy' | 'ports' | 'mounts' | 'variables' | 'command' | 'networks'
    >
  >;

/** How a program ends that does not listen to its stop signal. */
export const KILLED = 137;
/** So long Docker waits before it starts one again. */
const BETWEEN_MS = 100;

/** Of all engines: no two containers have one address. */
let made = 0;

/** A container that has been made, and not started. */
export const makeIn = (state: EngineState, {program, ...wanted}: Wanted): FakeContainer => {
  const container: FakeContainer = {
    image: 'busybox',
    imageId: 'sha256:busybox',
    restartPolicy: 'no',
    ports: [],
    mounts: [],
    variables: {},
    networks: ['bridge'],
    ...wanted,
    joined: joinedOf(state, wanted),
    id: randomBytes(32).toString('hex'),
    address: `10.0.0.${(made += 1)}`,
    hosts: '127.0.0.1\tlocalhost\n',
    processes: program.runs ?? ['1 sh'],
    program,
    state: 'created',
    exitCode: 0,
    outOfMemory: false,
    startError: '',
    restarts: 0,
    startedAt: new Date(0),
    endedAt: new Date(0),
    log: [],
    files: new Map(),
  };
  state.containers.unshift(container);
  return container;
};

const joinedOf = (
  {things}: EngineState,
  {networks = [], labels}: Omit<Wanted, 'program'>,
): FakeContainer['joined'] =>
  Object.fromEntries(
    networks.map(name => {
      const {id = ''} = things.find(thing => thing.kind === 'network' && thing.name === name) ?? {};
      return [name, {network: id, aliases: [labels['com.docker.compose.service'] ?? '']}];
    }),
  );

export const startIn = (state: EngineState, container: FakeContainer, at = state.clock.now()): void => {
  const {program, files, log} = container;
  Object.assign(container, {state: 'running', startedAt: at, exitCode: 0, outOfMemory: false});
  note(state, container, {what: 'started', at});
  for (const text of program.prints ?? []) log.push({at, text});
  for (const [path, text] of Object.entries(program.writes ?? {})) files.set(path, text);
  settle(state);
};

const note = (
  state: EngineState,
  {id, labels}: FakeContainer,
  moment: Pick<FakeMoment, 'what' | 'at'>,
): void => {
  const told = {...moment, container: id, labels};
  state.moments.push(told);
  for (const follow of state.followers) follow(told);
};

/** Ends it, as its program does or somebody else. */
export const endIn = (
  state: EngineState,
  container: FakeContainer,
  {exitCode, at = state.clock.now()}: {exitCode: number; at?: Date},
): void => {
  const outOfMemory = container.program.isStarved === true;
  Object.assign(container, {state: 'exited', exitCode, endedAt: at, outOfMemory});
  note(state, container, {what: 'ended', at});
  state.deaths.push({at, container: container.id, labels: container.labels, exitCode, outOfMemory});
};

export const removeIn = (state: EngineState, container: FakeContainer): void => {
  state.containers.splice(state.containers.indexOf(container), 1);
  note(state, container, {what: 'removed', at: state.clock.now()});
};

/** When its program ends; undefined where it does not. */
export const endOf = ({state, startedAt, program}: FakeContainer): Date | undefined =>
  state !== 'running' || program.exits === undefined
    ? undefined
    : new Date(startedAt.getTime() + (program.afterMs ?? 0));

/** Brings all containers to where they are by now. */
export const settle = (state: EngineState): void => {
  for (const container of state.containers) while (goesOn(state, container));
};

/** When its health check succeeds first since it started; undefined where it does not. */
const healthyAt = ({state, startedAt, program}: FakeContainer): Date | undefined =>
  state !== 'running' || program.health?.healthyAfterMs === undefined
    ? undefined
    : new Date(startedAt.getTime() + program.health.healthyAfterMs);

const goesOn = (state: EngineState, container: FakeContainer): boolean => {
  const now = state.clock.now();
  const end = endOf(container);
  const healthy = healthyAt(container);
  const isNews = container.healthySince?.getTime() !== container.startedAt.getTime();
  if (healthy !== undefined && isNews && healthy <= now && (end === undefined || healthy < end)) {
    container.healthySince = container.startedAt;
    note(state, container, {what: 'healthy', at: healthy});
  }
  if (end !== undefined && end <= now) {
    endIn(state, container, {exitCode: container.program.exits ?? 0, at: end});
    if (isStartedAgain(container)) container.state = 'restarting';
    return container.state === 'restarting';
  }
  if (container.state !== 'restarting') return false;
  const again = new Date(container.endedAt.getTime() + BETWEEN_MS);
  if (again > now) return false;
  container.restarts += 1;
  startIn(state, container, again);
  return true;
};

const isStartedAgain = ({restartPolicy, exitCode}: FakeContainer): boolean =>
  ['always', 'unless-stopped'].includes(restartPolicy) ||
  (restartPolicy.startsWith('on-failure') && exitCode !== 0);
