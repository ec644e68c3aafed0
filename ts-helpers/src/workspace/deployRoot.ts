import {existsSync} from 'node:fs';
import path from 'node:path';
import type {World} from '../run/world.ts';
import {PROJECT_FILE} from '../project/conventions.ts';
import type {Settings} from '../settings/settings.ts';
import type {Files} from '../outside/files.ts';
import {isCode} from '../outside/disk.ts';
import {UserError} from '../errors/userError.ts';
import type {Project} from './project.ts';

export const DEPLOY_ROOT = '~/countable';

type Here = Pick<World, 'folder' | 'home'>;

export const folderOf = (root: string, {folder, home}: Here): string =>
  path.resolve(
    folder,
    root.replace(/^~($|\/)/, (_, after: string) => home + after),
  );

/**
 * Throws where deploys were to lie in the project: each would be part of the next, and their secrets of its images.
 * BAD_SETTING names the line, BAD_ARGUMENT the variable.
 */
export const refuseRootInside = async (
  {settings, workspace}: Pick<Project, 'settings' | 'workspace'>,
  {here, organisationFile}: {here: Here; organisationFile: string | undefined},
  files: Pick<Files, 'isWithin' | 'readText'>,
): Promise<void> => {
  if (settings.deployRoot === undefined) return;
  const root = folderOf(settings.deployRoot, here);
  if (!(await files.isWithin(workspace, root))) return;
  const isVariable = settings.deployRootBy === 'variable';
  const message = `The folder of the deploys, ${root}, lies within the project, ${workspace}: each deploy would be part of the next.`;
  throw new UserError(isVariable ? 'BAD_ARGUMENT' : 'BAD_SETTING', message, {
    where: await placeOf(settings, {workspace, organisationFile}, files),
    remedy: `Correct ${nameOf(settings)}: it names a folder outside of the project, like ${DEPLOY_ROOT}.`,
  });
};

/** The same of the deploy's own folder, whose root may be the default, or above the project. Throws BAD_SETTING. */
export const refuseNested = async (
  folder: string,
  workspace: string,
  files: Pick<Files, 'isWithin'>,
): Promise<void> => {
  const isInside = await files.isWithin(workspace, folder);
  if (!isInside && !(await files.isWithin(folder, workspace))) return;
  const [inner, outer] = isInside
    ? [`The folder of the deploy, ${folder},`, `the project, ${workspace}`]
    : [`The project, ${workspace},`, `the folder of its deploy, ${folder}`];
  throw new UserError(
    'BAD_SETTING',
    `${inner} lies within ${outer}: each deploy would be part of the next.`,
    {
      where: folder,
      remedy:
        'Name another folder for the deploys, with `deployRoot:` in countable.yml or COUNTABLE_DEPLOY_ROOT; neither it nor the project may lie in the other.',
    },
  );
};

/** A folder of deploys that cannot be made: told by what names it, and not by what was to lie in it. */
export const namingRoot = async <T>(
  {root, settings}: {root: string; settings: Settings},
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'NOT_WRITABLE' || existsSync(root)) throw error;
    if (!isCode(error.cause, 'ENOENT', 'ENOTDIR', 'EROFS', 'ELOOP', 'ENAMETOOLONG')) throw error;
    throw new UserError('NOT_WRITABLE', `The folder of the deploys, ${root}, cannot be made.`, {
      where: root,
      remedy: `Correct ${nameOf(settings)}: it names a folder on this machine that this user can make, or that is there.`,
      cause: error.cause,
    });
  }
};

const KEY = ['deployRoot'];

/** The default is made another by the variable. */
const nameOf = ({deployRootBy = 'variable'}: Settings): string =>
  deployRootBy === 'variable' ? 'COUNTABLE_DEPLOY_ROOT' : '`deployRoot:`';

const placeOf = async (
  {deployRootBy}: Settings,
  {workspace, organisationFile}: {workspace: string; organisationFile: string | undefined},
  files: Pick<Files, 'readText'>,
): Promise<string> => {
  if (deployRootBy === 'variable') return 'COUNTABLE_DEPLOY_ROOT';
  const {argumentPlace, placeIn} = await import('./settingsFile.ts');
  if (deployRootBy === 'argument') return argumentPlace(KEY);
  const isProject = deployRootBy === 'project' || organisationFile === undefined;
  const file = isProject ? path.join(workspace, PROJECT_FILE) : organisationFile;
  return placeIn({path: isProject ? PROJECT_FILE : file, text: (await files.readText(file)) ?? ''}, KEY);
};
