import {existsSync} from 'node:fs';
import {lstat, statfs} from 'node:fs/promises';
import path from 'node:path';
import type {TreeFile} from '../../history/tree.ts';
import {UserError} from '../../errors/userError.ts';

const SPARE_BYTES = 50 * 1024 * 1024;

/** Throws DISK_FULL where a folder, which may be still to be made, has no room for these files, and some to spare. */
export const requireRoom = async (
  folder: string,
  files: readonly TreeFile[],
  where = folder,
): Promise<void> => {
  const sizes = await Promise.all(files.map(sizeOf));
  const needed = sizes.reduce((sum, size) => sum + size, SPARE_BYTES);
  const {bavail, bsize} = await statfs(nearest(folder));
  if (bavail * bsize >= needed) return;
  const [wanted, free] = [needed, bavail * bsize].map(bytes => bytes / 1024 / 1024);
  const message = `The deploy needs ${Math.ceil(wanted ?? 0)} MiB for its files, but ${Math.floor(free ?? 0)} MiB are free.`;
  throw new UserError('DISK_FULL', message, {where});
};

const nearest = (folder: string): string =>
  existsSync(folder) || path.dirname(folder) === folder ? folder : nearest(path.dirname(folder));

const sizeOf = async ({from}: TreeFile): Promise<number> =>
  'content' in from ? from.content.length : (await lstat(from.file)).size;
