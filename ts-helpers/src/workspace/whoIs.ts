import type {World} from '../run/world.ts';
import type {Project} from './project.ts';

/** As those are told who find it at work. */
export const whoIs = ({build}: Pick<Project, 'build'>, {user}: Pick<World, 'user'>): string =>
  build.job === undefined ? `${user} on this machine` : `Jenkins ${build.job} #${build.buildNumber}`;

/** And with the page of the build, for who reads it later and elsewhere. */
export const whoIsAndWhere = (project: Pick<Project, 'build'>, world: Pick<World, 'user'>): string => {
  const {buildUrl} = project.build;
  return buildUrl === undefined ? whoIs(project, world) : `${whoIs(project, world)} (${buildUrl})`;
};
