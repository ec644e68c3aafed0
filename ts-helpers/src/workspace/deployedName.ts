import {composeProjectName} from '../project/conventions.ts';
import type {Project} from './project.ts';

/** What Docker calls a project as it is deployed to an environment. */
export const deployedName = (
  {build, settings: {instance}}: Pick<Project, 'build' | 'settings'>,
  environment: string,
): string => composeProjectName(build.project, ...(instance === undefined ? [] : [instance]), environment);
