import {needs} from '../compose/dependencies.ts';
import type {ComposeModel, ComposeService, Container} from '../compose/model.ts';
import type {Memory} from './memory.ts';
import type {ServiceState} from '../result/result.ts';

type Services = Pick<ComposeModel, 'services'>;

/**
 * Containers as people want to read them: one line a service, no ids. With the memory of a watch restarts are those since
 * the deploy began, and the exit code is told of a container that runs again.
 */
export const serviceStates = (containers: readonly Container[], memory?: Memory): ServiceState[] =>
  containers
    .map(container => {
      const seen = memory?.get(container.id);
      const restarts = seen?.restarts ?? container.restarts;
      const exitCode = hasEnded(container)
        ? container.exitCode
        : restarts > 0
          ? seen?.lastDeath?.exitCode
          : undefined;
      return {
        service: container.service,
        state: container.state,
        ...(container.health && {health: container.health}),
        ...(exitCode !== undefined && {exitCode}),
        ...((container.outOfMemory || seen?.lastDeath?.outOfMemory) && {outOfMemory: true}),
        ...(restarts > 0 && {restarts}),
        ...(container.startedAt.getTime() > 0 && {startedAt: container.startedAt.toISOString()}),
        ...(container.image !== '' && {image: container.image}),
        ...(container.healthOutput !== undefined &&
          container.healthOutput !== '' && {healthOutput: container.healthOutput}),
        ...(container.health === 'unhealthy' &&
          container.healthExitCode !== undefined && {healthExitCode: container.healthExitCode}),
        ...(container.health === 'unhealthy' &&
          container.healthCommand !== undefined && {healthCommand: container.healthCommand}),
        ...(container.addresses?.length && {addresses: container.addresses}),
        ...(container.isReadOnly && {isReadOnly: true}),
        ...(container.networkOf && {networkOf: container.networkOf}),
      };
    })
    .sort((a, b) => a.service.localeCompare(b.service));

/** Whether it is not as it should be: ended, but for one-shot services that ended well, restarted, or unhealthy. */
export const isBroken = ({state, health, exitCode, restarts = 0}: ServiceState): boolean =>
  (state !== 'running' && exitCode !== 0) || health === 'unhealthy' || (restarts > 0 && health !== 'healthy');

/**
 * The container that most likely broke the rest: among the broken ones one that depends on no other of them, the worst
 * off, the first to have started among equals.
 */
export const culprit = (
  containers: readonly Container[],
  {model = {services: {}}, memory}: {model?: Services; memory?: Memory} = {},
): Container | undefined => {
  const severity = severityBy(memory);
  const broken = containers.filter(container => severity(container) > 0);
  const [first] = oneAfterAnother(broken, model);
  const alike = broken.filter(
    ({service}) => !needs(service, model).some(need => broken.some(one => one.service === need)),
  );
  return (
    [...alike].sort(
      (a, b) => severity(b) - severity(a) || a.startedAt.getTime() - b.startedAt.getTime(),
    )[0] ?? first
  );
};

/** How many containers a service is to have. */
export const replicasOf = ({scale, deploy, provider}: ComposeService): number => {
  if (provider !== undefined) return 0;
  return deploy?.mode === 'global' ? 1 : Number(scale ?? deploy?.replicas ?? 1);
};

/** Those first on which others depend: what they lack, the others lack with them. */
export const oneAfterAnother = (containers: readonly Container[], model: Services): Container[] => {
  const needed = new Map(containers.map(({service}) => [service, needs(service, model).length]));
  return [...containers].sort((a, b) => (needed.get(a.service) ?? 0) - (needed.get(b.service) ?? 0));
};

const severityBy =
  (memory: Memory | undefined) =>
  (container: Container): number => {
    const {restarts, lastDeath} = memory?.get(container.id) ?? {restarts: container.restarts};
    if (container.outOfMemory || lastDeath?.outOfMemory) return 5;
    if (container.startError !== '') return 4;
    if (hasEnded(container) && container.exitCode !== 0) return 3;
    if (restarts > 0 && container.health !== 'healthy') return 3;
    if (container.health === 'unhealthy') return 2;
    return container.health === 'starting' ? 1 : 0;
  };

const hasEnded = ({state}: Container): boolean => ['exited', 'dead', 'restarting'].includes(state);
