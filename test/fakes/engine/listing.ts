import type {Docker} from '../../../ts-helpers/src/outside/docker.ts';
import {gone} from '../../../ts-helpers/src/outside/docker/failures.ts';
import type {Container} from '../../../ts-helpers/src/compose/model.ts';
import {ENGINE_VARIABLES} from '../../../ts-helpers/src/compose/engine.ts';
import {HEALTH_CHECK, type Health} from './program.ts';
import {endOf, settle} from './running.ts';
import {carries, containerIn, type EngineState, failIfTold, type FakeContainer} from './state.ts';

export type Listing = Pick<Docker, 'containers' | 'containerIds' | 'inspect' | 'wait' | 'publishedPorts'>;

export const listingIn = (state: EngineState): Listing => {
  const carrying = (labels: readonly string[]) => {
    failIfTold(state, 'docker ps');
    settle(state);
    return state.containers.filter(container => labels.every(label => carries(container, label)));
  };
  const told = (container: FakeContainer) => toldOf(container, state.clock.now());
  return {
    async containers(labels) {
      return carrying(labels).map(told);
    },

    async containerIds(labels) {
      return carrying(labels).map(({id}) => id);
    },

    async inspect(ids) {
      failIfTold(state, 'docker inspect');
      settle(state);
      return ids.flatMap(id => containerIn(state, id) ?? []).map(told);
    },

    async wait(wanted) {
      failIfTold(state, 'docker wait');
      const container = containerIn(state, wanted);
      if (container === undefined) throw gone(wanted);
      await untilEnd(state, container);
      return container.exitCode;
    },

    async publishedPorts() {
      settle(state);
      return state.containers
        .filter(one => ['running', 'restarting'].includes(one.state))
        .flatMap(({name: container, ports, labels}) =>
          ports.map(port => {
            const {[PROJECT]: project = '', [SERVICE]: service = ''} = labels;
            return {...port, container, project, service};
          }),
        );
    },
  };
};

export const PROJECT = 'com.docker.compose.project';
export const SERVICE = 'com.docker.compose.service';

/** Lets the time go by until then; stops the verb where there is no end. */
export const untilEnd = async (state: EngineState, container: FakeContainer): Promise<void> => {
  const end = endOf(container);
  if (end !== undefined) state.clock.advance(Math.max(0, end.getTime() - state.clock.now().getTime()));
  settle(state);
  // What reports the end of one that hangs is told after the rest has begun.
  if (container.state === 'running' || container.state === 'restarting') throw await later(state.stop);
};

const later = (error: Error): Promise<Error> => new Promise(resolve => setImmediate(() => resolve(error)));

const toldOf = (container: FakeContainer, now: Date): Container => {
  const [policy = '', limit = 0] = container.restartPolicy.split(':');
  const {id, name, labels, image, imageId, ports, mounts, command, program} = container;
  const {state, exitCode, outOfMemory, startError, restarts, startedAt} = container;
  return {
    id,
    name,
    service: labels[SERVICE] ?? '',
    project: labels[PROJECT] ?? '',
    state,
    ...(program.health && healthOf(program.health, now.getTime() - startedAt.getTime(), state === 'running')),
    exitCode,
    outOfMemory,
    restarts,
    startError,
    restartPolicy: policy,
    restartLimit: Number(limit),
    startedAt,
    ports: ports.map(({port, protocol, address}) => ({port, protocol, address})),
    mounts,
    image,
    ...(state === 'running' && {
      addresses: [...container.networks].map(() => container.address),
      networks: Object.fromEntries(container.networks.map(network => [network, container.address])),
    }),
    joined: container.joined,
    ...(command && {command}),
    ...engineVariables(container.variables),
    workingFolder: '/app',
    imageId,
    labels,
  };
};

const engineVariables = (all: FakeContainer['variables']): Pick<Container, 'variables'> => {
  const told = ENGINE_VARIABLES.flatMap(name => {
    const value = all[name];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  return told.length === 0 ? {} : {variables: Object.fromEntries(told)};
};

const healthOf = (
  {healthyAfterMs = Infinity, unhealthyAfterMs = Infinity, says}: Health,
  sinceMs: number,
  isRunning: boolean,
): Pick<Container, 'health' | 'healthOutput' | 'healthExitCode' | 'healthCheck' | 'healthCommand'> => {
  const isHealthy = isRunning && sinceMs >= healthyAfterMs;
  const hasRun = sinceMs >= HEALTH_CHECK.intervalMs || isHealthy;
  const failures = isHealthy
    ? 0
    : Math.min(HEALTH_CHECK.retries, Math.floor(sinceMs / HEALTH_CHECK.intervalMs));
  const isUnhealthy = !isRunning || sinceMs >= unhealthyAfterMs;
  return {
    health: isHealthy ? 'healthy' : isUnhealthy ? 'unhealthy' : 'starting',
    ...(says !== undefined && {healthOutput: says, healthExitCode: isHealthy ? 0 : 1}),
    healthCheck: {...HEALTH_CHECK, failures: isUnhealthy ? HEALTH_CHECK.retries : failures, hasRun},
    healthCommand: 'check',
  };
};
