import {existsSync} from 'node:fs';
import {mkdir, rename, rm} from 'node:fs/promises';
import {UserError} from '../../errors/userError.ts';
import {onDisk} from '../../outside/disk.ts';

/** Throws FOLDER_TAKEN. */
export const refuseTaken = (folder: string): void => {
  if (!existsSync(folder)) return;
  throw new UserError('FOLDER_TAKEN', `${folder} is there already.`, {
    where: folder,
    remedy: 'Remove it, or name another: --into FOLDER',
  });
};

/** A folder that is there once `fill` has come to its end. One that was begun and killed is begun anew. */
export const inNewFolder = async <T>(folder: string, fill: (coming: string) => Promise<T>): Promise<T> => {
  const coming = `${folder}.part`;
  await rm(coming, {recursive: true, force: true});
  try {
    await onDisk(folder, () => mkdir(coming, {recursive: true, mode: 0o700}));
    const filled = await fill(coming);
    await onDisk(folder, () => rename(coming, folder));
    return filled;
  } catch (error) {
    await rm(coming, {recursive: true, force: true});
    throw error;
  }
};
