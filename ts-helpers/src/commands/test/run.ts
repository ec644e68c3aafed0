import type {Container} from '../../domain/compose.ts';
import type {Settings} from '../../domain/settings.ts';
import type {Report} from '../../report.ts';
import type {GatheredTest} from './gather.ts';
import {execute, type ExecuteNeeds} from './execute.ts';
import type {Docker} from '../../adapters/docker.ts';

export type RunTestsNeeds = ExecuteNeeds & {docker: Docker; report: Report};

/** How the tests ended. */
export interface EndedTests extends Ending {
  gathered: GatheredTest;
  /** What the tests printed last. */
  tail: string[];
}

export interface Ending {
  exitCode: number;
  /** Where the tests ran. */
  container: Container | undefined;
}

const LOG_LINES = 40;

/** Runs the tests to their exit code, whatever that is. */
export const runTests = async (
  gathered: GatheredTest,
  {health}: Pick<Settings, 'health'>,
  needs: RunTestsNeeds,
): Promise<EndedTests> => {
  const {plan} = gathered;
  const {report} = needs;
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

/** Fixed names are taken away in the override, so Compose's own name is the container's. */
const follow = async (
  {plan}: GatheredTest,
  {docker}: RunTestsNeeds,
  onLine: (line: string) => void,
): Promise<Ending> => {
  const name = `${plan.composeProject}-${plan.service}-1`;
  const [exitCode, container] = await Promise.all([
    docker.wait(name),
    docker.container(name),
    docker.followLogs(name, onLine),
  ]);
  return {exitCode, container};
};
