import type {Project} from '../workspace/project.ts';
import {gatherLock, type GatherNeeds} from './gather.ts';
import type {LockState} from './plan.ts';

export interface StatusOutcome {
  /** By environment; none where nothing was ever deployed here. */
  locks: LockState[];
}

export const status = async (
  {project, environment}: {project: Project; environment: string | undefined},
  needs: GatherNeeds,
): Promise<StatusOutcome> => {
  const environments = environment === undefined ? await needs.environmentsHere(project) : [environment];
  const found = await Promise.all(environments.map(one => gatherLock({project, environment: one}, needs)));
  return {locks: found.map(({lock}) => lock)};
};
