import type {Container} from '../../domain/compose.ts';
import {projectLabel} from '../../domain/conventions.ts';
import {UserError} from '../../errors.ts';
import type {Clock} from '../../adapters/clock.ts';
import type {Compose} from '../../adapters/compose.ts';
import type {Docker} from '../../adapters/docker.ts';
import {gatherEvidence} from '../evidence.ts';
import type {GatheredTest} from './gather.ts';
import type {Ending} from './run.ts';

export interface ExecuteNeeds {
  compose: Compose;
  docker: Docker;
  clock: Clock;
}

/** Runs the tests inside a service that stays up, once it is ready. */
export const execute = async (
  {gathered, script, minutes}: {gathered: GatheredTest; script: string; minutes: number},
  needs: ExecuteNeeds,
  onLine: (line: string) => void,
): Promise<Ending> => {
  const {plan, compose: project} = gathered;
  const container = await whenReady(plan, minutes, needs);
  const exitCode = await needs.compose.exec(project, {service: plan.service, script, onLine});
  return {exitCode, container};
};

const PAUSE_MS = 200;

/** Waits until the service runs, and is healthy if it has a check. */
const whenReady = async (
  {composeProject, service}: GatheredTest['plan'],
  minutes: number,
  {docker, clock}: ExecuteNeeds,
): Promise<Container> => {
  const deadline = clock.elapsed() + minutes * 60_000;
  for (;;) {
    const containers = await docker.containers([projectLabel(composeProject)]);
    const container = containers.find(({service: name}) => name === service);
    const state = stateOf(container);
    if (state === 'ready' && container) return container;
    const late = clock.elapsed() >= deadline;
    if (state !== 'waiting' || late) {
      const problem = state === 'waiting' ? `did not become ready within ${minutes} minutes` : state;
      throw new UserError('TESTS_NOT_STARTED', `The service ${service}, where the tests run, ${problem}.`, {
        where: `service ${service}`,
        evidence: await gatherEvidence(containers, {docker}, container),
      });
    }
    await clock.wait(PAUSE_MS);
  }
};

/** `ready`, `waiting`, or why it will not become ready. */
const stateOf = (container: Container | undefined): string => {
  if (container === undefined) return 'is not there';
  const {state, health, exitCode, startError} = container;
  if (startError !== '') return `did not start: ${startError}`;
  if (state === 'exited' || state === 'dead') return `ended with exit code ${exitCode}`;
  if (health === 'unhealthy') return 'is unhealthy';
  return state === 'running' && health !== 'starting' ? 'ready' : 'waiting';
};
