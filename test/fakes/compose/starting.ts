import {randomBytes} from 'node:crypto';
import type {ComposeModel, ComposeService} from '../../../ts-helpers/src/compose/model.ts';
import {digestOf} from '../../../ts-helpers/src/deploy/gather/resources.ts';
import {PROJECT, untilEnd} from '../engine/listing.ts';
import {settle, startIn} from '../engine/running.ts';
import {lackIn, runningIn} from '../engine/resources.ts';
import type {EngineState, FakeContainer} from '../engine/state.ts';
import {CONFIG, containersOf, removeAllOf} from './containers.ts';
import type {Said} from './said.ts';

export interface Start {
  model: ComposeModel;
  directory: string;
  services: readonly string[];
  /** Nothing that they depend on. */
  isAlone?: boolean;
  /** Adds containers to those that there are, whatever these are made of, until there are so many. */
  until?: number;
}

/** Brings services up, those that they wait for first; one that is as it is to be stays. */
export const upIn = async (
  state: EngineState,
  {model, directory, services, isAlone = false, until}: Start,
  said: Said,
): Promise<void> => {
  makeThings(state, model, said);
  const named = services.length > 0 ? services : Object.keys(model.services);
  const done = new Map<string, FakeContainer[]>();
  const start = async (name: string): Promise<FakeContainer[] | undefined> => {
    const service = model.services[name];
    if (service === undefined) return undefined;
    if (replicas(service) === 0) {
      removeAllOf(state, model.name, name);
      return undefined;
    }
    const known = done.get(name);
    if (known !== undefined) return known;
    for (const [other, {condition}] of Object.entries(service.depends_on ?? {})) {
      if (isAlone && !named.includes(other)) continue;
      const containers = (await start(other)) ?? [];
      for (const container of containers) await waitFor(state, {container, other, condition}, said);
    }
    const count = until ?? replicas(service);
    const of = {name, service, project: model.name, directory, model, count, keepsOld: until !== undefined};
    const containers = containersOf(state, of, said);
    done.set(name, containers);
    for (const container of containers) if (container.state !== 'running') run(state, container, said);
    return containers;
  };
  for (const name of named) await start(name);
};

const replicas = ({scale, deploy}: ComposeService): number => Number(scale ?? deploy?.replicas ?? 1);

const run = (state: EngineState, container: FakeContainer, said: Said): void => {
  const fail = (why: string): never => {
    container.startError = why;
    return said.fail(`Error response from daemon: ${why}`);
  };
  const {program, ports, name} = container;
  if (program.startError !== undefined) fail(program.startError);
  const lack = lackIn(state, container);
  if (lack !== undefined) fail(lack);
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
    for (const [key, resource] of Object.entries(all ?? {})) {
      const {name = '', external, labels, ...options} = resource ?? {};
      const there = state.things.find(thing => thing.kind === kind && thing.name === name);
      if (external && !there) said.fail(`${kind} ${name} declared as external, but could not be found`);
      const driver = kind === 'volume' ? {driver: 'local'} : {};
      const hash = digestOf({...driver, ...resource});
      if (external || (there !== undefined && kind === 'volume')) continue;
      if (there !== undefined) {
        if ((there.labels[CONFIG] ?? hash) === hash) continue;
        // The real one stops some of those in it, and starts them again without their names there.
        if (runningIn(state, name).length > 0)
          said.fail(`error while removing network: network ${name} has active endpoints`);
        state.things.splice(state.things.indexOf(there), 1);
      }
      const marks = {[PROJECT]: project, [`com.docker.compose.${kind}`]: key, [CONFIG]: hash};
      const own = labels as Record<string, string> | undefined;
      state.things.push({
        kind,
        name,
        id: randomBytes(32).toString('hex'),
        options,
        labels: {...own, ...marks},
      });
    }
};
