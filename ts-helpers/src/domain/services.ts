import type {Container} from './compose.ts';
import type {ServiceState} from './result.ts';

/** Containers as people want to read them: one line a service, no ids. */
export const serviceStates = (containers: readonly Container[]): ServiceState[] =>
  containers
    .map(container => ({
      service: container.service,
      state: container.state,
      ...(container.health && {health: container.health}),
      ...(hasEnded(container) && {exitCode: container.exitCode}),
      ...(container.outOfMemory && {outOfMemory: true}),
      ...(container.restarts > 0 && {restarts: container.restarts}),
      ...(container.startedAt.getTime() > 0 && {startedAt: container.startedAt.toISOString()}),
      ...(container.image !== '' && {image: container.image}),
      ...(container.healthOutput !== undefined &&
        container.healthOutput !== '' && {healthOutput: container.healthOutput}),
    }))
    .sort((a, b) => a.service.localeCompare(b.service));

/** Whether it is not as it should be: ended, but for one-shot services that ended well, or unhealthy. */
export const isBroken = ({state, health, exitCode}: ServiceState): boolean =>
  (state !== 'running' && exitCode !== 0) || health === 'unhealthy';

/** The container that most likely broke the rest: the worst off, the first to have started among equals. */
export const culprit = (containers: readonly Container[]): Container | undefined =>
  [...containers]
    .filter(container => severity(container) > 0)
    .sort((a, b) => severity(b) - severity(a) || a.startedAt.getTime() - b.startedAt.getTime())[0];

const severity = (container: Container): number => {
  if (container.outOfMemory) return 5;
  if (container.startError !== '') return 4;
  if (hasEnded(container) && container.exitCode !== 0) return 3;
  if (container.health === 'unhealthy') return 2;
  return container.restarts > 0 || container.health === 'starting' ? 1 : 0;
};

const hasEnded = ({state}: Container): boolean => ['exited', 'dead', 'restarting'].includes(state);
