import {projectLabel} from '../project/conventions.ts';
import {PROJECT} from '../project/release.ts';
import {COMPOSE_PROJECT, HOLDER, RUN} from '../project/throwAway.ts';
import type {Compose} from '../outside/compose.ts';
import type {Docker} from '../outside/docker.ts';
import type {Holders} from '../outside/holders.ts';
import type {Voice} from '../run/voice.ts';
import {holdersOf} from './plan/leftovers.ts';

export interface LeftoversNeeds {
  compose: Pick<Compose, 'destroy'>;
  docker: Pick<Docker, 'labelled' | 'imagesLabelled' | 'removeImages'>;
  holders: Pick<Holders, 'isGone'>;
  voice: Pick<Voice, 'info'>;
}

/** Removes what test runs of a project left behind whose process is no more. */
export const removeKilledRuns = async (project: string, needs: LeftoversNeeds): Promise<void> => {
  const found = await needs.docker.labelled(`${RUN}=test`, [COMPOSE_PROJECT, HOLDER, PROJECT]);
  await removeAbandoned(
    found.filter(labels => labels[PROJECT] === project),
    needs,
  );
};

/** Of those of which this was found. */
export const removeAbandoned = async (
  found: readonly Readonly<Record<string, string>>[],
  {compose, docker, holders, voice}: LeftoversNeeds,
): Promise<void> => {
  for (const [composeProject, holder] of holdersOf(found)) {
    if (!(await holders.isGone(holder))) continue;
    voice.info(`Removing ${composeProject}, left behind by a test run that was killed`);
    await compose.destroy(composeProject);
    await docker.removeImages(await docker.imagesLabelled(projectLabel(composeProject)));
  }
};
