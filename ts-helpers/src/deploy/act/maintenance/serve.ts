import {randomBytes} from 'node:crypto';
import type {PublishedPort} from '../../../compose/model.ts';
import {CommandFailed} from '../../../errors/userError.ts';
import type {Clock} from '../../../outside/clock.ts';
import type {Docker} from '../../../outside/docker.ts';
import {answerForPrograms, answering, SCRIPT} from '../../plan/answering.ts';
import {unserved} from '../../plan/maintenance.ts';
import {labelsOf, type PageLabels} from '../../plan/page.ts';
import {comesTrue} from '../proxy/handover.ts';
import {isNginxUp} from '../proxy/reload.ts';

export interface ServeNeeds {
  docker: Pick<Docker, 'makeBeside' | 'startAgain' | 'processes' | 'remove' | 'logs'>;
  clock: Pick<Clock, 'elapsed' | 'wait'>;
}

export interface PageOrder extends PageLabels {
  html: string;
  image: string;
  networks: readonly string[];
  /** Of the host; else proxies lead to it. */
  publishes?: readonly PublishedPort[];
}

const UP_MS = 20_000;
const LAST_LINES = 5;

/** A container with the page that is not started yet. Resolves to its id. Throws MAINTENANCE_UNSERVED. */
export const makePage = async (order: PageOrder, {docker}: ServeNeeds): Promise<string> => {
  const {html, image, networks, publishes, retryAfter, ports, composeProject} = order;
  const [inside = 80] = ports;
  const refused = refusal(composeProject, 'the container with the page cannot be made');
  return docker
    .makeBeside({
      name: `${composeProject}-maintenance-${randomBytes(4).toString('hex')}`,
      image,
      labels: labelsOf(order),
      networks,
      ...(publishes && {publishes: {ports: publishes, inside}}),
      script: SCRIPT,
      variables: {
        PAGE: html,
        ANSWER: answerForPrograms(retryAfter),
        CONFIGURATION: answering(ports, retryAfter),
      },
    })
    .catch(refused);
};

/** Resolves once it answers. Throws MAINTENANCE_UNSERVED. */
export const startPage = async (
  id: string,
  {composeProject}: Pick<PageLabels, 'composeProject'>,
  {docker, clock}: ServeNeeds,
): Promise<void> => {
  await docker.startAgain(id).catch(refusal(composeProject, 'the container with the page cannot be started'));
  if (await comesTrue(() => isNginxUp(id, docker), UP_MS, clock)) return;
  const said = await docker.logs(id, {lines: LAST_LINES});
  throw unserved(composeProject, `the container with the page does not come up: ${said.join(' / ')}`);
};

/** What the engine refuses; else it was stopped, or is away. */
const refusal =
  (where: string, what: string) =>
  (error: unknown): never => {
    if (!(error instanceof CommandFailed)) throw error;
    throw unserved(where, `${what}: ${error.message}`, {cause: error});
  };
