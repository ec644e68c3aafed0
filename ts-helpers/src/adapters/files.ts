import {randomBytes} from 'node:crypto';
import {mkdtemp, open, rename, rm, stat, unlink} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {UserError} from '../errors.ts';
import {readBoundedText} from './boundedFile.ts';
import {makeFolder} from './makeFolder.ts';

/** Files and folders of this machine. Throws DISK_FULL where there is no room, NOT_WRITABLE. */
export interface Files {
  /** Undefined when there is no such file. */
  readText(file: string): Promise<string | undefined>;
  exists(file: string): Promise<boolean>;
  /** Writes whole or not at all; makes the folder. Mode as in chmod, default 0644. */
  writeText(file: string, text: string, mode?: number): Promise<void>;
  /** Makes a folder and those above it, where they are not there yet. */
  makeFolder(folder: string): Promise<void>;
  /** A new empty folder for this run, in the system's temporary folder. */
  temporaryFolder(): Promise<string>;
  /** Removes a file or folder and what is in it; nothing when there is none. */
  remove(file: string): Promise<void>;
}

export const createFiles = (): Files => ({
  async readText(file) {
    try {
      return await readBoundedText(file);
    } catch (error) {
      if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw error;
    }
  },

  async exists(file) {
    try {
      await stat(file);
      return true;
    } catch (error) {
      if (isCode(error, 'ENOENT', 'ENOTDIR')) return false;
      throw error;
    }
  },

  writeText: (file, text, mode = 0o644) => onDisk(file, () => writeWhole(file, text, mode)),
  makeFolder: folder => onDisk(folder, () => makeFolder(folder)),
  temporaryFolder: () => onDisk(tmpdir(), () => mkdtemp(path.join(tmpdir(), 'countable-'))),
  remove: file => rm(file, {recursive: true, force: true}),
});

/** Writes beside and renames, so that whoever reads meets the old or the new file, never half of one. */
export const writeWhole = async (file: string, content: string | Uint8Array, mode: number): Promise<void> => {
  await makeFolder(path.dirname(file));
  const beside = `${file}.${randomBytes(4).toString('hex')}.new`;
  try {
    const handle = await open(beside, 'wx', mode);
    try {
      await handle.writeFile(content);
      // The mode of open() is cut by the umask.
      await handle.chmod(mode);
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await unlink(beside).catch(() => undefined);
    throw error;
  }
};

/** Translates what the disk says. `place` is named in the error. */
export const onDisk = async <T>(place: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (isCode(error, 'ENOSPC', 'EDQUOT')) {
      throw new UserError('DISK_FULL', `There is no room left to write ${place}.`, {
        where: place,
        cause: error,
      });
    }
    if (isCode(error, ...UNWRITABLE)) {
      throw new UserError('NOT_WRITABLE', `${place} cannot be written: ${(error as Error).message}.`, {
        where: place,
        cause: error,
      });
    }
    throw error;
  }
};

const UNWRITABLE = ['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR'] as const;

/** Whether it is an error of the system with one of these codes: ENOENT, EACCES and the like. */
export const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '');
