import path from 'node:path';
import {UserError} from '../errors/userError.ts';
import {isProjectName, repositoryName} from '../project/conventions.ts';

/** Throws UNSAFE_NAME. */
export const requireProjectName = (project: string): void => {
  if (isProjectName(project)) return;
  throw new UserError('UNSAFE_NAME', `${JSON.stringify(project)} cannot be a project name.`, {
    where: '<name>',
    remedy:
      'Letters, digits, dots, hyphens and underscores, at most 100 of them, beginning with a letter or digit.',
  });
};

/** Whether its repository, or else its folder, is called otherwise, so that the project has to say its name. */
export const isNamedItself = (
  project: string,
  {folder, remoteUrl}: {folder: string; remoteUrl: string | null | undefined},
): boolean => (remoteUrl == null ? path.basename(folder) : repositoryName(remoteUrl)) !== project;
