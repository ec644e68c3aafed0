import type {Container} from '../../compose/model.ts';
import {projectLabel} from '../../project/conventions.ts';
import {finalOf} from '../../health/final.ts';
import {memoryOf, remember} from '../../health/memory.ts';
import {UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Docker} from '../../outside/docker.ts';
import {gatherEvidence} from '../../services/evidence.ts';
import type {GatheredTest} from '../gather.ts';
import type {Ending} from './ending.ts';
import {counted} from '../../text/plain.ts';

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
  const container = await whenReady(gathered, minutes, needs);
  const exitCode = await needs.compose.exec(project, {service: plan.service, script, onLine});
  return {exitCode, container};
};

const PAUSE_MS = 200;

/** Waits until the service runs, and is healthy if it has a check. */
const whenReady = async (
  {plan: {composeProject, service}, run: model}: GatheredTest,
  minutes: number,
  {docker, clock}: ExecuteNeeds,
): Promise<Container> => {
  const deadline = clock.elapsed() + minutes * 60_000;
  let memory = memoryOf([]);
  for (;;) {
    const containers = await docker.containers([projectLabel(composeProject)]);
    const look = {containers, elapsed: clock.elapsed(), settleMs: () => 0};
    memory = remember(memory, look);
    const container = containers.find(({service: name}) => name === service);
    const final = container && finalOf(container, {memory, look, minutes});
    const isReady = container?.state === 'running' && (container.health ?? 'healthy') === 'healthy';
    if (container && isReady && final === undefined) return container;
    const problem =
      container === undefined
        ? `The service ${service} is not there.`
        : (final?.message ??
          endOf(container) ??
          (clock.elapsed() < deadline ? undefined : late(service, minutes)));
    if (problem !== undefined)
      throw new UserError('TESTS_NOT_STARTED', whereTestsRun(problem, service), {
        where: `service ${service}`,
        ...(final?.remedy !== undefined && {remedy: final.remedy}),
        evidence: await gatherEvidence(containers, {docker}, {facts: {model}, memory, failed: service}),
      });
    await clock.wait(PAUSE_MS);
  }
};

const whereTestsRun = (problem: string, service: string): string =>
  problem.replace(`The service ${service} `, `The service ${service}, where the tests run, `);

/** That it ended well helps no tests. */
const endOf = ({service, state, exitCode}: Container): string | undefined =>
  state === 'exited' || state === 'dead'
    ? `The service ${service} ended with exit code ${exitCode}.`
    : undefined;

const late = (service: string, minutes: number): string =>
  `The service ${service} did not become ready within ${counted(minutes, 'minute')}.`;
