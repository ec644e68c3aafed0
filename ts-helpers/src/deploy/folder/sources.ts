import {lstat, readlink} from 'node:fs/promises';
import path from 'node:path';
import {foldersAbove, type TreeFile} from '../../history/tree.ts';
import {unlessMissing} from '../../outside/disk.ts';
import {entriesOf} from './snapshot.ts';

const SCM_FOLDERS = new Set(['.git', '.svn', '.hg', 'CVS']);

/** Every file of a folder, other than the SCM's own: what a release is made of where git does not list it. */
export const filesBelow = async (root: string, folder = ''): Promise<string[]> => {
  const entries = await entriesOf(path.join(root, folder));
  if (entries === 'closed') return [];
  const lists = entries
    .filter(({name}) => !SCM_FOLDERS.has(name))
    .map(entry => {
      const file = path.posix.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(root, file) : [file];
    });
  return (await Promise.all(lists)).flat();
};

/**
 * Those of the listed files that are there, as they are. Git still lists what was removed by hand, and what now lies
 * behind a link that has taken the place of a folder.
 */
export const readSources = async (root: string, files: readonly string[]): Promise<TreeFile[]> => {
  const folders = new Set(files.flatMap(foldersAbove));
  const statuses = await Promise.all(
    [...folders].map(
      async folder => [folder, (await unlessMissing(lstat(path.join(root, folder))))?.isDirectory()] as const,
    ),
  );
  const real = new Set(statuses.filter(([, isFolder]) => isFolder).map(([folder]) => folder));
  const found = await Promise.all(
    files
      .filter(file => foldersAbove(file).every(folder => real.has(folder)))
      .map(file => readOne(root, file)),
  );
  return found.filter(file => file !== undefined);
};

const readOne = async (root: string, file: string): Promise<TreeFile | undefined> => {
  const place = path.join(root, file);
  const status = await unlessMissing(lstat(place));
  const own = {path: file, from: {file: place}, isProvided: false} as const;
  if (status?.isFile()) return {...own, kind: 'file'};
  return status?.isSymbolicLink() ? {...own, kind: 'link', target: await readlink(place)} : undefined;
};
