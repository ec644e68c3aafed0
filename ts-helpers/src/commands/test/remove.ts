import {COMPOSE_PROJECT, HOLDER, holdersOf, RUN} from '../../domain/leftovers.ts';
import {isStop, messageOf} from '../../errors.ts';
import type {Compose} from '../../adapters/compose.ts';
import type {Docker} from '../../adapters/docker.ts';
import type {Files} from '../../adapters/files.ts';
import type {Holders} from '../../adapters/holders.ts';
import type {Report} from '../../report.ts';
import type {GatheredTest} from './gather.ts';

export interface RemoveNeeds {
  compose: Compose;
  docker: Docker;
  files: Files;
  holders: Holders;
  report: Report;
}

/** Removes all that a run made. What cannot be removed is told, and does not hide how the tests ended. */
export const removeRun = async (
  {plan, temporary}: GatheredTest,
  {compose, files, report}: RemoveNeeds,
): Promise<void> => {
  await warning(report, notRemoved(plan.composeProject), () => compose.destroy(plan.composeProject));
  await warning(report, `${temporary} could not be removed`, () => files.remove(temporary));
};

/** Removes what runs on this host left behind whose process is no more: killed, or lost in a crash. */
export const removeLeftovers = (needs: RemoveNeeds): Promise<void> =>
  warning(needs.report, 'What killed test runs left behind could not be removed', async () => {
    const found = await needs.docker.labelled(`${RUN}=test`, [COMPOSE_PROJECT, HOLDER]);
    for (const [composeProject, holder] of holdersOf(found)) {
      if (!(await needs.holders.isGone(holder))) continue;
      needs.report.info(`Removing ${composeProject}, left behind by a test run that was killed`);
      await needs.compose.destroy(composeProject);
    }
  });

const notRemoved = (composeProject: string): string =>
  `Not everything of ${composeProject} could be removed ` +
  `(docker compose -p ${composeProject} down --volumes --remove-orphans --timeout 0 --rmi local does it)`;

const warning = async (report: Report, problem: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    // That this run was stopped is told by what was stopped.
    if (isStop(error)) return;
    report.warn(`${problem}: ${messageOf(error)}`);
  }
};
