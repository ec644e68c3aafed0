import {existsSync} from 'node:fs';
import path from 'node:path';
import type {World} from '../run/world.ts';
import type {Settings} from '../settings/settings.ts';
import {isCode} from '../outside/disk.ts';
import {UserError} from '../errors/userError.ts';

export const DEPLOY_ROOT = '~/countable';

export const folderOf = (root: string, {folder, home}: Pick<World, 'folder' | 'home'>): string =>
  path.resolve(
    folder,
    root.replace(/^~($|\/)/, (_, after: string) => home + after),
  );

/** A folder of deploys that cannot be made: told by what names it, and not by what was to lie in it. */
export const namingRoot = async <T>(
  {root, settings, variable}: {root: string; settings: Settings; variable: string | undefined},
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'NOT_WRITABLE' || existsSync(root)) throw error;
    if (!isCode(error.cause, 'ENOENT', 'ENOTDIR', 'EROFS', 'ELOOP', 'ENAMETOOLONG')) throw error;
    const {deployRoot} = settings;
    const isVariable = deployRoot === undefined || deployRoot === variable;
    const name = isVariable ? 'COUNTABLE_DEPLOY_ROOT' : '`deployRoot:`';
    throw new UserError('NOT_WRITABLE', `The folder of the deploys, ${root}, cannot be made.`, {
      where: root,
      remedy: `Correct ${name}: it names a folder on this machine that this user can make, or that is there.`,
      cause: error.cause,
    });
  }
};
