import {projectLabel} from '../../project/conventions.ts';
import {isWithin} from '../../text/paths.ts';
import {COMPOSE_PROJECT, HOLDER, RUN} from '../../project/throwAway.ts';
import {removeAbandoned} from '../leftovers.ts';
import {DIRECTORY, removalOf} from '../plan/leftovers.ts';
import {isStop, messageOf} from '../../errors/userError.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Files} from '../../outside/files.ts';
import type {Holders} from '../../outside/holders.ts';
import type {Voice} from '../../run/voice.ts';
import {blamingMachine} from '../../services/machine.ts';
import type {GatheredTest} from '../gather.ts';
import {type Before, tidy, type TidyNeeds} from './tidy.ts';

export interface RemoveNeeds extends TidyNeeds {
  compose: Compose;
  docker: Docker;
  files: Files;
  holders: Holders;
  voice: Voice;
}

/** Removes all that a run made; `before` where any of it was started. What cannot be removed is told, and does not hide how the tests ended. */
export const removeRun = async (
  gathered: GatheredTest,
  before: Before | undefined,
  needs: RemoveNeeds,
): Promise<void> => {
  const {plan, temporary} = gathered;
  const {compose, docker, files, voice} = needs;
  const problem = notRemoved(plan.composeProject);
  const images = docker.imagesLabelled(projectLabel(plan.composeProject));
  // Awaited below.
  images.catch(() => undefined);
  await warning(voice, problem, () => compose.destroy(plan.composeProject));
  // While its images are there, and nothing writes any more.
  if (before !== undefined)
    await warning(voice, 'The workspace could not be tidied', () => tidy(gathered, before, needs));
  await warning(voice, problem, async () => docker.removeImages(await images));
  await warning(voice, `${temporary} could not be removed`, () => files.remove(temporary));
};

/** Removes what runs on this host left behind whose process is no more: killed, or lost in a crash. */
export const removeLeftovers = (needs: RemoveNeeds): Promise<void> =>
  warning(needs.voice, LEFTOVERS, async () => {
    await needs.docker.removeAbandoned();
    await removeAbandoned(await needs.docker.labelled(`${RUN}=test`, [COMPOSE_PROJECT, HOLDER]), needs);
  });

/** Those that still have the workspace in their hands, before anybody goes by what is in it. */
export const removeLeftoversIn = async (workspace: string, needs: RemoveNeeds): Promise<void> => {
  const found = await blamingMachine(needs, () =>
    needs.docker.containerLabels(`${RUN}=test`, [COMPOSE_PROJECT, HOLDER, DIRECTORY]),
  );
  const here = found.filter(labels => isWithin(labels[DIRECTORY] ?? '', workspace));
  await warning(needs.voice, LEFTOVERS, () => removeAbandoned(here, needs));
};

const LEFTOVERS = 'What killed test runs left behind could not be removed';

const notRemoved = (composeProject: string): string =>
  `Not everything of ${composeProject} could be removed; this does it: ${removalOf(composeProject)}`;

const warning = async (voice: Voice, problem: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    // That this run was stopped is told by what was stopped.
    if (isStop(error)) return;
    voice.warn(`${problem}: ${messageOf(error)}`);
  }
};
