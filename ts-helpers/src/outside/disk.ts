import {quoted} from '../text/plain.ts';
import {UserError} from '../errors/userError.ts';

/** Translates what the disk says when something is written. `place` is named in the error. */
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
    if (!isCode(error, ...UNWRITABLE)) throw error;
    const remedy = REMEDIES[codeOf(error)]?.(place);
    throw new UserError('NOT_WRITABLE', `${place} cannot be written: ${(error as Error).message}.`, {
      where: place,
      ...(remedy !== undefined && {remedy}),
      cause: error,
    });
  }
};

/** Translates what the disk says when something is read that is there. Throws NOT_READABLE. */
export const reading = async <T>(place: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!isCode(error, 'EACCES', 'EPERM', 'EISDIR', 'EIO')) throw error;
    const what = isCode(error, 'EISDIR') ? 'it is a folder' : (error as Error).message;
    throw new UserError('NOT_READABLE', `${place} cannot be read: ${what}.`, {where: place, cause: error});
  }
};

/** Undefined where there is no such file, nor a way to it. */
export const unlessMissing = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined;
    throw error;
  }
};

/** Whether it is an error of the system with one of these codes: ENOENT, EACCES and the like. */
export const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && codes.includes(codeOf(error));

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

const inTheWay = (place: string): string =>
  `Something of another kind lies in its way. Move it away, ${place} or what is above it, or choose another folder.`;

/** Where the owner is not to blame; for EACCES and EPERM he is. */
const REMEDIES: Readonly<Record<string, (place: string) => string>> = {
  ENOTDIR: inTheWay,
  EEXIST: inTheWay,
  EISDIR: inTheWay,
  ENOTEMPTY: inTheWay,
  ELOOP: place => `A link above it leads to itself. Remove that link: ls -l ${place}`,
  EROFS: () => 'Its disk is mounted for reading only: mount it for writing, or choose another folder.',
  EBUSY: place => `It is a mount point: umount ${place}, or give the file another place.`,
  EXDEV: place =>
    `Another disk is mounted there. Move it away by hand: mv ${quoted(place)} ${quoted(`${place}.old`)}`,
  ENAMETOOLONG: () =>
    'Give it a shorter name, or the deploy a shorter folder: `deployRoot:` in countable.yml.',
  EMFILE: () => 'Too many files are open: raise the limit of this user, ulimit -n.',
  ENOENT: () => 'Its folder is gone, or takes no new files: look at it, then run it again.',
  EIO: () => 'The disk fails: look into the log of the kernel, dmesg.',
};

const UNWRITABLE = ['EACCES', 'EPERM', ...Object.keys(REMEDIES)];
