import type {Ending} from './ending.ts';
import {projectLabel, serviceLabel} from '../../project/conventions.ts';
import type {Settings} from '../../settings/settings.ts';
import {listenForTests, type TestListener} from '../verdict/printedTests.ts';
import {heard, NOTHING_SAID, type RanTests} from '../verdict/testOutput.ts';
import {UserError} from '../../errors/userError.ts';
import type {Voice} from '../../run/voice.ts';
import {witnessingHang} from '../../services/hang.ts';
import type {GatheredTest} from '../gather.ts';
import {execute, type ExecuteNeeds} from './execute.ts';
import type {Docker} from '../../outside/docker.ts';

export type RunTestsNeeds = ExecuteNeeds & {docker: Docker; voice: Voice};

/** How the tests ended. */
export interface EndedTests extends Ending {
  gathered: GatheredTest;
  /** What the tests printed last. */
  tail: string[];
  /** What it said of how many there were. */
  ran: RanTests;
  /** And of those that failed. */
  printed: TestListener;
}

const LOG_LINES = 40;

/** Runs the tests to their exit code, whatever that is. */
export const runTests = async (
  gathered: GatheredTest,
  {health}: Pick<Settings, 'health'>,
  needs: RunTestsNeeds,
): Promise<EndedTests> => {
  const {plan} = gathered;
  const {voice} = needs;
  const tail: string[] = [];
  const printed = listenForTests();
  let ran = NOTHING_SAID;
  const onLine = (line: string) => {
    voice.output(line);
    ran = heard(ran, line);
    printed.hear(line);
    tail.push(line);
    if (tail.length > LOG_LINES) tail.shift();
  };
  const {service, command, composeProject} = plan;
  const hanging = {
    composeProject,
    facts: {model: gathered.run},
    tests: {service, isMain: command === null, printed: tail},
  };
  const ended = await witnessingHang(hanging, needs.docker, () =>
    command === null
      ? follow(gathered, needs, onLine)
      : execute({gathered, script: command, minutes: health.minutes}, needs, onLine),
  );
  return {gathered, tail, ran, printed, ...ended};
};

const follow = async (
  {plan}: GatheredTest,
  {docker}: RunTestsNeeds,
  onLine: (line: string) => void,
): Promise<Ending> => {
  const {composeProject, service} = plan;
  const [id] = await docker.containerIds([projectLabel(composeProject), serviceLabel(service)]);
  if (id === undefined) {
    const message = `There is no container of the service ${service}, whose end is awaited.`;
    throw new UserError('TESTS_NOT_STARTED', message, {
      where: `service ${service}`,
      remedy: 'Let it have one: no `scale: 0` and no `deploy: {replicas: 0}`.',
    });
  }
  const [exitCode, [container]] = await Promise.all([
    docker.wait(id),
    docker.inspect([id]),
    docker.followLogs(id, onLine),
  ]);
  return {exitCode, container};
};
