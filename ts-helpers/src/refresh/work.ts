import {doing, planning, restoreNeeds} from '../restore/work.ts';
import type {World} from '../run/world.ts';
import type {Job} from '../stage/work.ts';
import {signerOf} from '../verify/adapters.ts';
import type {Project} from '../workspace/project.ts';
import {whoIsAndWhere} from '../workspace/whoIs.ts';
import {refuseProduction} from './plan.ts';
import type {Standing} from './gather.ts';
import {type Brought, planOnly, refresh, type RefreshRequest, refreshStanding} from './refresh.ts';

export interface RefreshGiven {
  environment?: string | undefined;
  at?: string | undefined;
  service?: string | undefined;
}

/** What masked data is brought with. Throws BACKUP_NOT_SET_UP. */
const refreshNeeds = (job: Pick<Job, 'project' | 'world' | 'end'>) => ({
  ...restoreNeeds(job),
  sign: signerOf(job),
});

/**
 * Masked data of production into databases of a project that somebody works on. Throws what a refresh throws.
 */
export const bringHere = async (project: Project, standing: Standing, world: World): Promise<Brought> => {
  const request: RefreshRequest = {
    ...{project, environment: 'dev', at: undefined, only: undefined},
    who: whoIsAndWhere(project, world),
  };
  const needs = refreshNeeds({project, world, end: () => undefined});
  return doing(request, needs, all => refreshStanding(request, standing, all));
};

/** Data of production for another environment, with all that it works with. Throws REFRESH_REFUSED. */
export const refreshWork =
  ({environment, at, service}: RefreshGiven) =>
  (job: Job) => {
    const {project, world} = job;
    const request: RefreshRequest = {
      project,
      environment: refuseProduction(environment),
      at,
      only: service,
      who: whoIsAndWhere(project, world),
    };
    const needs = () => refreshNeeds(job);
    return Promise.resolve({
      plan: () => planning(request, needs(), all => planOnly(request, all)),
      async run() {
        const {warnings, ...done} = await doing(request, needs(), all => refresh(request, all));
        return {outcome: 'passed' as const, ...done, ...(warnings.length > 0 && {warnings})};
      },
    });
  };
