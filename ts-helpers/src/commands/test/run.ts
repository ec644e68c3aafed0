import type {Container} from '../../domain/compose.ts';
import {projectLabel} from '../../domain/conventions.ts';
import type {Settings} from '../../domain/settings.ts';
import {type ErrorCode, UserError} from '../../errors.ts';
import type {Clock} from '../../adapters/clock.ts';
import type {Compose} from '../../adapters/compose.ts';
import type {Docker} from '../../adapters/docker.ts';
import type {Report} from '../../report.ts';
import {explaining, gatherEvidence} from '../evidence.ts';
import type {GatheredTest} from './gather.ts';

export interface RunTestsNeeds {
  compose: Compose;
  docker: Docker;
  clock: Clock;
  report: Report;
}

/** How the tests ended. */
export interface EndedTests {
  gathered: GatheredTest;
  exitCode: number;
  /** What the tests printed last. */
  tail: string[];
  /** Where they ran. */
  container: Container | undefined;
}

const LOG_LINES = 40;

/** Builds, starts, and runs the tests to their exit code, whatever that is. */
export const runTests = async (
  gathered: GatheredTest,
  {health}: Pick<Settings, 'health'>,
  needs: RunTestsNeeds,
): Promise<EndedTests> => {
  const {plan} = gathered;
  const {report} = needs;
  if (plan.builds.length > 0) {
    await report.step(`Build ${plan.builds.join(', ')}`, () => build(gathered, needs));
  }
  await report.step(`Start ${plan.starts.join(', ')}`, () => start(gathered, needs));
  const tail: string[] = [];
  const onLine = (line: string) => {
    report.output(line);
    tail.push(line);
    if (tail.length > LOG_LINES) tail.shift();
  };
  const ended = await report.step(`Run the tests in ${plan.service}`, () =>
    plan.command === null
      ? follow(gathered, needs, onLine)
      : execute({gathered, script: plan.command, minutes: health.minutes}, needs, onLine),
  );
  return {gathered, tail, ...ended};
};

const build = ({plan, compose: project}: GatheredTest, {compose, docker, report}: RunTestsNeeds) =>
  explaining({doing: 'build', composeProject: plan.composeProject}, docker, () =>
    compose.build(project, {
      services: plan.builds,
      onLine: line => {
        report.output(line);
      },
    }),
  );

/** Errors of one service keep the tests from starting; those of the machine say so themselves. */
const OF_A_SERVICE: readonly ErrorCode[] = ['SERVICE_EXITED', 'SERVICE_UNHEALTHY', 'START_FAILED'];

const start = async (
  {plan, compose: project}: GatheredTest,
  {compose, docker, report}: RunTestsNeeds,
): Promise<void> => {
  try {
    await explaining({doing: 'up', composeProject: plan.composeProject}, docker, () =>
      compose.up(project, {
        services: plan.starts,
        onLine: line => {
          report.output(line);
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof UserError) || !OF_A_SERVICE.includes(error.code)) throw error;
    throw new UserError('TESTS_NOT_STARTED', `The tests could not be started: ${error.message}`, {
      ...(error.where !== undefined && {where: error.where}),
      evidence: error.evidence,
      cause: error,
    });
  }
};

type Ending = Pick<EndedTests, 'exitCode' | 'container'>;

/** Fixed names are taken away in the override, so Compose's own name is the container's. */
const follow = async (
  {plan}: GatheredTest,
  {docker}: RunTestsNeeds,
  onLine: (line: string) => void,
): Promise<Ending> => {
  const name = `${plan.composeProject}-${plan.service}-1`;
  const [exitCode, containers] = await Promise.all([
    docker.wait(name),
    docker.containers([projectLabel(plan.composeProject)]),
    docker.followLogs(name, onLine),
  ]);
  return {exitCode, container: containers.find(({service}) => service === plan.service)};
};

const execute = async (
  {gathered, script, minutes}: {gathered: GatheredTest; script: string; minutes: number},
  needs: RunTestsNeeds,
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
  {docker, clock}: RunTestsNeeds,
): Promise<Container> => {
  const deadline = clock.now().getTime() + minutes * 60_000;
  for (;;) {
    const containers = await docker.containers([projectLabel(composeProject)]);
    const container = containers.find(({service: name}) => name === service);
    const state = stateOf(container);
    if (state === 'ready' && container) return container;
    const late = clock.now().getTime() >= deadline;
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
