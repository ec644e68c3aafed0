import {access, chmod, constants, copyFile, lstat, readdir, rename, rmdir, unlink} from 'node:fs/promises';
import path from 'node:path';
import type {Mirror} from '../plan/mirror.ts';
import {foldersAbove, type TreeFile} from '../../history/tree.ts';
import {isCode, onDisk, unlessMissing} from '../../outside/disk.ts';
import {makeFolder} from '../../outside/makeFolder.ts';
import {modeOf, put, putInto} from './content.ts';

export interface Applying {
  /** Folder that takes what is set aside. */
  asideTo: string;
  leftovers: readonly string[];
  /** Folders that stay although they are empty: a container that mounts one would go on in a folder that is gone. */
  keep: ReadonlySet<string>;
  /** Files that are written where they are, and not replaced. */
  inPlace: ReadonlySet<string>;
}

/** Does what was planned, so that another run can do it again from wherever this one was stopped. */
export const applyMirror = async (
  root: string,
  mirror: Mirror,
  {asideTo, leftovers, keep, inPlace}: Applying,
): Promise<void> => {
  const at = (file: string) => path.join(root, file);
  const each = async (files: readonly string[], work: (place: string, file: string) => Promise<unknown>) => {
    for (const file of files) await onDisk(at(file), () => work(at(file), file));
  };
  await each(mirror.copy, async (place, file) => {
    await makeFolder(path.dirname(path.join(asideTo, file)));
    await copyFile(place, path.join(asideTo, file));
  });
  await each(mirror.setAside, async (place, file) => {
    await makeFolder(path.dirname(path.join(asideTo, file)));
    await rename(place, path.join(asideTo, file));
  });
  await each([...leftovers, ...mirror.remove], place => unlessMissing(unlink(place)));
  // Before anything is written: a new link may lead past them.
  await each(
    mirror.prune.filter(folder => !keep.has(folder)),
    removeIfEmpty,
  );
  await each(mirror.clear, removeEmptyFolders);
  for (const file of mirror.write)
    await onDisk(at(file.path), () =>
      inPlace.has(file.path) ? putInto(file, at(file.path)) : bring(file, at(file.path)),
    );
  for (const file of mirror.permit) await onDisk(at(file.path), () => permit(file, at(file.path)));
};

/** The folders in which something would change and where this user may change nothing. */
export const closedFolders = async (root: string, mirror: Mirror): Promise<string[]> => {
  const changed = [...mirror.setAside, ...mirror.remove, ...mirror.write.map(({path: file}) => file)];
  const folders = new Set(changed.map(folderOf));
  for (const folder of mirror.clear) for (const below of await foldersBelow(root, folder)) folders.add(below);
  const closed = await Promise.all([...folders].map(folder => nearestClosed(root, folder)));
  return [...new Set(closed.filter(folder => folder !== undefined))].sort();
};

const bring = async (file: TreeFile, to: string): Promise<void> => {
  await makeFolder(path.dirname(to));
  await put(file, to);
};

const permit = async (file: TreeFile, to: string): Promise<void> => {
  try {
    await chmod(to, await modeOf(file));
  } catch (error) {
    // A container has made it its own: one of ours takes its place.
    if (!isCode(error, 'EPERM')) throw error;
    await put(file, to);
  }
};

/** Throws ENOTEMPTY where anything but folders is in it. */
const removeEmptyFolders = async (folder: string): Promise<void> => {
  const entries = (await unlessMissing(readdir(folder, {withFileTypes: true}))) ?? [];
  for (const entry of entries)
    if (entry.isDirectory()) await removeEmptyFolders(path.join(folder, entry.name));
  await unlessMissing(rmdir(folder));
};

const removeIfEmpty = async (folder: string): Promise<void> => {
  try {
    await rmdir(folder);
  } catch (error) {
    // Something else lives there, or took its place, or is mounted there.
    if (!isCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EBUSY')) throw error;
  }
};

const foldersBelow = async (root: string, folder: string): Promise<string[]> => {
  const entries = await readdir(path.join(root, folder), {withFileTypes: true});
  const below = entries
    .filter(entry => entry.isDirectory())
    .map(entry => foldersBelow(root, path.posix.join(folder, entry.name)));
  const all = (await Promise.all(below)).flat();
  return entries.length === 0 ? all : [folder, ...all];
};

const folderOf = (file: string): string => foldersAbove(file).at(-1) ?? '';

/** The folder itself, or as much of the way to it as there is, if that is closed to this user. */
const nearestClosed = async (root: string, folder: string): Promise<string | undefined> => {
  let nearest = '';
  for (const at of ['', ...foldersAbove(folder), folder]) {
    if (!(await unlessMissing(lstat(path.join(root, at))))?.isDirectory()) break;
    nearest = at;
  }
  try {
    await access(path.join(root, nearest), constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    // Of a folder that is not there yet, or a disk that is mounted for reading, writing tells better.
    if (!isCode(error, 'EACCES', 'EPERM')) return undefined;
    return nearest;
  }
};
