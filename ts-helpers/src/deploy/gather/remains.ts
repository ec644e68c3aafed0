import {projectLabel} from '../../project/conventions.ts';
import {ORIGIN, PROJECT, REPOSITORY} from '../../project/release.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Owner} from '../plan/owner.ts';

/** Images, and what else still carries the name of the project, where containers and record are gone. */
export const ownersOfRemains = async (
  composeProject: string,
  docker: Pick<Docker, 'labelled'>,
): Promise<Owner[]> => {
  const found = await docker.labelled(projectLabel(composeProject), [PROJECT, REPOSITORY, ORIGIN]);
  return found
    .filter(labels => labels[PROJECT])
    .map(labels => ({
      project: labels[PROJECT],
      repository: labels[REPOSITORY] || undefined,
      origin: labels[ORIGIN] || undefined,
      where: `an image of ${composeProject}`,
    }));
};
