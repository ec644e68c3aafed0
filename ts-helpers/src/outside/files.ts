import {randomBytes} from 'node:crypto';
import {constants} from 'node:fs';
import type {Stats} from 'node:fs';
import {lstat, open, readdir, readlink, realpath, rename, rm, stat, unlink} from 'node:fs/promises';
import path from 'node:path';
import {isCode, onDisk, reading, unlessMissing} from './disk.ts';
import {createHolders} from './holders.ts';
import {UserError} from '../errors/userError.ts';
import {quoted} from '../text/plain.ts';
import {makeOutputFolder, makeTemporaryFolder, removeAbandonedFolders} from './temporary.ts';
import {readBounded, readBoundedText} from './boundedFile.ts';
import {makeFolder} from './makeFolder.ts';

/** Files and folders of this machine. Throws DISK_FULL where there is no room, NOT_WRITABLE, NOT_READABLE. */
export interface Files {
  /** Undefined when there is no such file. */
  readText(file: string): Promise<string | undefined>;
  /** The same of a file that somebody else named; undefined as well when it is longer, or no file but a device. */
  readSmall(file: string, mostBytes: number): Promise<string | undefined>;
  /**
   * A file of the project, named relative to its folder; undefined when there is none. Throws OUTSIDE_PROJECT for a link
   * that leads out of the folder, and for what nobody would read to its end: a pipe, a device, megabytes; NOT_READABLE.
   */
  readInside(folder: string, file: string): Promise<string | undefined>;
  /** Where a link leads that leads to nothing; undefined where there is no such link. */
  danglingLink(file: string): Promise<string | undefined>;
  readBytes(file: string): Promise<Buffer | undefined>;
  /** How a file is called within the folder: as it is named, and once links are followed. None where it is not in it. */
  pathsInside(folder: string, file: string): Promise<string[]>;
  /** Whether a place is the folder or in it, links followed as far as there is something. */
  isWithin(folder: string, place: string): Promise<boolean>;
  exists(file: string): Promise<boolean>;
  /** What a path leads to, links followed; `unknown` where this user cannot look. */
  kind(file: string): Promise<'file' | 'folder' | 'empty folder' | 'unknown' | undefined>;
  /** Files of these names a folder or two below, hidden folders and those of packages left out. */
  below(folder: string, names: readonly string[]): Promise<string[]>;
  /** The nearest file of these names in the folders above, up to the top of the repository; without one, two folders. */
  above(folder: string, names: readonly string[]): Promise<string | undefined>;
  /** Writes whole or not at all; makes the folder. Mode as in chmod, default 0644. */
  writeText(file: string, text: string, mode?: number): Promise<void>;
  /** Makes a folder and those above it, where they are not there yet. */
  makeFolder(folder: string): Promise<void>;
  /** A new empty folder for this run alone, in the system's temporary folder. */
  temporaryFolder(): Promise<string>;
  /** A new empty folder that people look into afterwards: nothing of ours removes it. */
  outputFolder(): Promise<string>;
  /** Removes the temporary folders of runs that were killed. Resolves to those that it cannot remove. */
  removeAbandoned(): Promise<string[]>;
  /** Removes a file or folder and what is in it; nothing when there is none. */
  remove(file: string): Promise<void>;
}

export const createFiles = (): Files => ({
  readText: file => reading(file, () => unlessMissing(readBoundedText(file))),

  readBytes: file => reading(file, () => unlessMissing(readBounded(file))),

  async kind(file) {
    try {
      const status = await unlessMissing(stat(file));
      if (!status?.isDirectory()) return status && 'file';
      return (await readdir(file)).length === 0 ? 'empty folder' : 'folder';
    } catch (error) {
      if (isCode(error, 'EACCES', 'EPERM')) return 'unknown';
      throw error;
    }
  },

  async readSmall(file, mostBytes) {
    try {
      const {size} = await stat(file).then(found => (found.isFile() ? found : {size: Infinity}));
      return size <= mostBytes ? await readBoundedText(file) : undefined;
    } catch (error) {
      if (isCode(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'EISDIR')) return undefined;
      throw error;
    }
  },
  readInside,

  async danglingLink(file) {
    const isLink = (await unlessMissing(lstat(file)))?.isSymbolicLink() === true;
    return isLink && (await unlessMissing(stat(file))) === undefined ? await readlink(file) : undefined;
  },

  async pathsInside(folder, file) {
    const real = await unlessMissing(realpath(file));
    if (real === undefined) return [];
    const root = await realpath(folder);
    // Above the file itself links may lead anywhere.
    const named = path.join(await realpath(path.dirname(file)), path.basename(file));
    const within = [path.relative(folder, file), path.relative(root, named), path.relative(root, real)];
    return [...new Set(within)].filter(one => one !== '' && one !== '..' && !one.startsWith('../'));
  },

  async isWithin(folder, place) {
    const [root, real] = [await realPlace(folder), await realPlace(place)];
    return real === root || real.startsWith(root.endsWith('/') ? root : `${root}/`);
  },

  exists: file =>
    reading(file, async () => {
      try {
        await stat(file);
        return true;
      } catch (error) {
        if (isCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG')) return false;
        throw error;
      }
    }),

  below: async (folder, names) => {
    const {glob} = await import('tinyglobby');
    const ignore = ['**/node_modules/**', '**/vendor/**'];
    const found = await glob([`{*,*/*}/{${names.join(',')}}`], {
      cwd: folder,
      ignore,
      followSymbolicLinks: false,
    });
    return found.sort((a, b) => depthOf(a) - depthOf(b) || a.localeCompare(b));
  },

  async above(folder, names) {
    const folders = await foldersAbove(folder);
    const files = folders.flatMap(one => names.map(name => path.join(one, name)));
    const found = await Promise.all(files.map(isFile));
    return files.find((_, index) => found[index]);
  },

  writeText: (file, text, mode = 0o644) => onDisk(file, () => writeWhole(file, text, mode)),
  makeFolder: folder => onDisk(folder, () => makeFolder(folder)),
  temporaryFolder: async () => makeTemporaryFolder(await createHolders().me()),
  outputFolder: makeOutputFolder,
  removeAbandoned: () => removeAbandonedFolders(createHolders()),
  remove: file => rm(file, {recursive: true, force: true}),
});

/** Also of what is not there yet, or cannot be looked at. */
const realPlace = async (place: string): Promise<string> => {
  try {
    return await realpath(place);
  } catch (error) {
    if (
      !isCode(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG') ||
      path.dirname(place) === place
    )
      throw error;
    return path.join(await realPlace(path.dirname(place)), path.basename(place));
  }
};

const depthOf = (file: string): number => file.split('/').length;

/** Without a repository nothing says where a project ends. */
const MOST_ABOVE = 2;

const foldersAbove = async (folder: string): Promise<string[]> => {
  const folders: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    // A file in a work tree of its own, and in a submodule.
    if (await isThere(path.join(at, '.git'))) return folders;
    if (path.dirname(at) === at) return folders.slice(0, MOST_ABOVE);
    folders.push(path.dirname(at));
  }
};

const isThere = async (file: string): Promise<boolean> => (await statusOf(file)) !== undefined;
const isFile = async (file: string): Promise<boolean> => (await statusOf(file))?.isFile() === true;

/** Folders above may be anybody's: what cannot be looked at counts for nothing. */
const statusOf = (file: string) => stat(file).catch(() => undefined);

const MOST_BYTES = 10 * 1024 * 1024;

const readInside = async (folder: string, file: string): Promise<string | undefined> => {
  let handle;
  try {
    const [real, root] = await Promise.all([realpath(path.join(folder, file)), realpath(folder)]);
    if (real === root) throw unreadable(file, 'is a folder', aFile(file));
    if (!real.startsWith(`${root}/`)) throw unreadable(file, 'leads out of the project');
    // Opening a pipe would wait for its writer.
    handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = await handle.stat();
    if (!stats.isFile()) throw unreadable(file, `is ${kindOf(stats)}`, aFile(file));
    if (stats.size > MOST_BYTES)
      throw unreadable(
        file,
        `is larger than ${MOST_BYTES / 1024 / 1024} MB`,
        `Look whether it is the right one, ls -l ${quoted(file)}: nobody writes so much by hand.`,
      );
    return await handle.readFile('utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    if (isCode(error, 'ENXIO')) throw unreadable(file, 'is a socket or a pipe', aFile(file));
    if (isCode(error, 'ELOOP'))
      throw unreadable(
        file,
        'is a link that leads to itself',
        `Put the file itself there: ls -l ${quoted(file)}`,
      );
    return await reading(path.join(folder, file), () => Promise.reject(error as Error));
  } finally {
    await handle?.close();
  }
};

/** Without a remedy it is a link to be replaced. */
const unreadable = (file: string, why: string, remedy?: string): UserError =>
  new UserError('OUTSIDE_PROJECT', `${file} ${why}.`, {where: file, ...(remedy !== undefined && {remedy})});

const aFile = (file: string): string =>
  `Put a file there in its stead, or name another: ls -ld ${quoted(file)}`;

const kindOf = (stats: Stats): string => {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
};

/** A new name in the same folder, no longer than others may be. */
export const besideOf = (file: string): string =>
  path.join(path.dirname(file), `.countable-${randomBytes(4).toString('hex')}.new`);

/** What a run that was killed leaves under such a name. */
export const BESIDE = /^\.countable-[0-9a-f]{8}\.new$/;

/** Writes beside and renames, so that whoever reads meets the old or the new file, never half of one. */
export const writeWhole = async (file: string, content: string | Uint8Array, mode: number): Promise<void> => {
  await makeFolder(path.dirname(file));
  const beside = besideOf(file);
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
