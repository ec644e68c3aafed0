import {composeFiles} from '../domain/conventions.ts';
import {UserError} from '../errors.ts';
import type {Files} from '../adapters/files.ts';
import type {Project} from './project.ts';

type Place = Pick<Project, 'workspace' | 'settings'>;

/** Those of the names that there are in the workspace, in their order. */
export const present = async (
  names: readonly string[],
  {workspace}: Pick<Place, 'workspace'>,
  files: Pick<Files, 'exists'>,
): Promise<string[]> => {
  const found = await Promise.all(names.map(name => files.exists(`${workspace}/${name}`)));
  return names.filter((_, index) => found[index]);
};

/** The compose file of the project, relative to it. Throws NOT_A_PROJECT. */
export const findBase = async (project: Place, files: Pick<Files, 'exists'>): Promise<string> => {
  const [base] = await present(composeFiles(project.settings), project, files);
  if (base === undefined) throw notAProject(project);
  return base;
};

export const notAProject = ({workspace, settings}: Place): UserError =>
  new UserError('NOT_A_PROJECT', `There is no ${composeFiles(settings).join(' or ')} in this project.`, {
    where: workspace,
  });
