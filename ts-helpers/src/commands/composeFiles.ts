import {composeFiles, DEFAULT_COMPOSE_FILES} from '../domain/conventions.ts';
import {quoted} from '../domain/text.ts';
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
export const findBase = async (project: Place, files: Pick<Files, 'exists' | 'below'>): Promise<string> => {
  const [base] = await present(composeFiles(project.settings), project, files);
  if (base === undefined) throw await notAProject(project, files);
  return base;
};

/** Says where it was looked for, and where one lies instead. */
export const notAProject = async (
  {workspace, settings}: Place,
  files: Pick<Files, 'below'>,
): Promise<UserError> => {
  const isSet = settings.compose.file !== undefined;
  const found = await files.below(workspace, DEFAULT_COMPOSE_FILES);
  const message = `There is no ${composeFiles(settings).join(' or ')}${isSet ? ', which `compose.file` names' : ' in this project'}.`;
  return new UserError('NOT_A_PROJECT', message, {
    where: workspace,
    ...(found.length > 0 && {remedy: remedyFor(found)}),
  });
};

const remedyFor = ([first = '', ...others]: readonly string[]): string => {
  const also = others.length === 0 ? '' : ` (or ${others.slice(0, MOST_NAMED).join(', ')})`;
  return `There is ${quoted(first)}${also}: set \`compose: {file: ${first}}\` in countable.yml at the top of the repository, or add docker-compose.yml there.`;
};

const MOST_NAMED = 3;
