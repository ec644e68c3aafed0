import {present} from './present.ts';
import {composeFiles, DEFAULT_COMPOSE_FILES} from '../project/conventions.ts';
import {quoted} from '../text/plain.ts';
import {UserError} from '../errors/userError.ts';
import type {Files} from '../outside/files.ts';
import {projectAbove} from './advice.ts';
import type {Project} from './project.ts';

type Place = Pick<Project, 'workspace' | 'settings' | 'settingAt'>;

/** What to know where there are several of which one counts. */
export const severalFiles = async (
  project: Place,
  files: Pick<Files, 'exists'>,
): Promise<string | undefined> => {
  const [first, ...others] = await present(composeFiles(project.settings), project, files);
  return first === undefined || others.length === 0
    ? undefined
    : `${first} counts, as it does for Compose, and ${others.join(', ')} ${others.length === 1 ? 'does' : 'do'} not.`;
};

/** The compose file of the project, relative to it. Throws NOT_A_PROJECT. */
export const findBase = async (
  project: Place,
  files: Pick<Files, 'exists' | 'below' | 'above' | 'danglingLink'>,
): Promise<string> => {
  const [base] = await present(composeFiles(project.settings), project, files);
  if (base === undefined) throw await notAProject(project, files);
  return base;
};

/** Says where it was looked for, and where one lies instead. */
export const notAProject = async (
  {workspace, settings, settingAt}: Place,
  files: Pick<Files, 'below' | 'above' | 'danglingLink'>,
): Promise<UserError> => {
  const isSet = settings.compose.file !== undefined;
  for (const name of composeFiles(settings)) {
    const target = await files.danglingLink(`${workspace}/${name}`);
    if (target !== undefined) return leadsNowhere(name, target);
  }
  const [above, found] = await Promise.all([
    isSet ? undefined : projectAbove({workspace}, files),
    files.below(workspace, DEFAULT_COMPOSE_FILES),
  ]);
  const remedy = above ?? (found.length > 0 ? remedyFor(found) : undefined);
  const message = `There is no ${composeFiles(settings).join(' or ')}${isSet ? ', which `compose.file` names' : ' in this project'}.`;
  return new UserError('NOT_A_PROJECT', message, {
    where: (isSet ? settingAt?.(['compose', 'file'], settings.compose.file) : undefined) ?? workspace,
    ...(remedy !== undefined && {remedy}),
  });
};

const leadsNowhere = (name: string, target: string): UserError =>
  new UserError('NOT_A_PROJECT', `${name} is a link to ${target}, and there is no such file.`, {
    where: name,
    remedy: `Put the compose file itself there, or correct the link: ln -sf <file> ${quoted(name)}`,
  });

const remedyFor = ([first = '', ...others]: readonly string[]): string => {
  const also = others.length === 0 ? '' : ` (or ${others.slice(0, MOST_NAMED).join(', ')})`;
  return `There is ${quoted(first)}${also}: set \`compose: {file: ${first}}\` in countable.yml at the top of the repository, or add docker-compose.yml there.`;
};

const MOST_NAMED = 3;
