import path from 'node:path';
import {PRODUCTION} from '../../settings/production.ts';
import {COMPOSE_PROJECT} from '../../project/throwAway.ts';
import {deployedHere} from '../plan/neighbours.ts';
import {ENVIRONMENT_LABEL} from '../../project/release.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Places} from '../../outside/places.ts';
import type {Project} from '../../workspace/project.ts';

export interface NeighbourNeeds {
  docker: Pick<Docker, 'containerLabels'>;
  places: Pick<Places, 'names'>;
  /** Where deploys are on this machine, by whatever says so. */
  deployRoots: readonly string[];
}

/** Beside the folders of the deploys: one for the state of each. */
const STATES = '.countable';

/**
 * What lives on this machine and is not to be had by tests of any branch: compose projects that were deployed here.
 * None for a build of production's own branch, whose code runs in production anyway.
 */
export const neighboursOf = async (
  {build}: Pick<Project, 'build'>,
  {docker, places, deployRoots}: NeighbourNeeds,
): Promise<string[]> => {
  if (build.environment === PRODUCTION) return [];
  const [containers, ...states] = await Promise.all([
    docker.containerLabels(ENVIRONMENT_LABEL, [COMPOSE_PROJECT, ENVIRONMENT_LABEL]),
    ...deployRoots.map(root => places.names(path.posix.join(root, STATES))),
  ]);
  return deployedHere({containers, states: states.flat()});
};
