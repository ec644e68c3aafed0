import {lstat, statfs} from 'node:fs/promises';
import type {TreeFile} from '../../history/tree.ts';
import {UserError} from '../../errors/userError.ts';

const SPARE_BYTES = 50 * 1024 * 1024;

/** Throws DISK_FULL where a folder has no room for these files, and some to spare. */
export const requireRoom = async (
  folder: string,
  files: readonly TreeFile[],
  where = folder,
): Promise<void> => {
  const sizes = await Promise.all(files.map(sizeOf));
  const needed = sizes.reduce((sum, size) => sum + size, SPARE_BYTES);
  const {bavail, bsize} = await statfs(folder);
  if (bavail * bsize >= needed) return;
  const mebibytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024);
  const message = `The deploy needs ${mebibytes(needed)} MiB, but ${mebibytes(bavail * bsize)} MiB are free.`;
  throw new UserError('DISK_FULL', message, {where});
};

const sizeOf = async ({from}: TreeFile): Promise<number> =>
  'content' in from ? from.content.length : (await lstat(from.file)).size;
