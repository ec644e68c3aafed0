import type {Dirent} from 'node:fs';
import {lstat, readdir} from 'node:fs/promises';
import path from 'node:path';
import type {Found} from '../plan/mirror.ts';
import {foldersAbove, type Tree} from '../../history/tree.ts';
import {isCode, reading, unlessMissing} from '../../outside/disk.ts';
import {BESIDE} from '../../outside/files.ts';
import {type DeployRecord, ownFiles} from '../plan/deployRecord.ts';
import {compare, digestOf} from './content.ts';

export interface Snapshot {
  found: Map<string, Found>;
  /** What fills that were killed have left beside the files they wrote. */
  leftovers: string[];
}

/** Looks at every path of the tree and of what deploys have put there, and follows no link on the way. */
export const takeSnapshot = async (root: string, tree: Tree, record: DeployRecord): Promise<Snapshot> => {
  const ours = ownFiles(record);
  const digests = record.filled?.digests ?? {};
  const names = namesByFolder([...tree.keys(), ...ours]);
  const found = new Map<string, Found>();
  const leftovers: string[] = [];

  const look = async (folder: string): Promise<void> => {
    const known = names.get(folder) ?? new Set();
    const entries = await entriesOf(path.join(root, folder));
    if (entries === 'closed') {
      found.set(folder, {kind: 'closed'});
      return;
    }
    for (const {name} of entries) if (isLeftover(name, known)) leftovers.push(path.posix.join(folder, name));
    await Promise.all(
      entries
        .filter(({name}) => known.has(name))
        .map(async ({name}) => {
          const at = path.posix.join(folder, name);
          // A container may remove what it has made at any time.
          const there = await unlessMissing(lookAt(at));
          if (there) found.set(at, there);
          if (names.has(at) && there?.kind === 'folder') await look(at);
        }),
    );
  };

  const lookAt = async (at: string): Promise<Found> => {
    const place = path.join(root, at);
    const status = await lstat(place);
    if (status.isDirectory()) {
      const stranger = tree.has(at) ? await strangerIn(root, at, ours) : undefined;
      return {kind: 'folder', ...(stranger !== undefined && {stranger})};
    }
    if (!status.isFile() && !status.isSymbolicLink()) return {kind: 'other'};
    const file = tree.get(at);
    const kind = status.isFile() ? 'file' : 'link';
    const differs = file ? await compare(file, place) : 'yes';
    const written = differs === 'yes' && kind === 'file' ? digests[at] : undefined;
    const isEdited = written !== undefined && written !== (await reading(place, () => digestOf(place)));
    return {kind, differs, ...(isEdited && {isEdited})};
  };

  await look('');
  return {found, leftovers};
};

/** The names that matter in each folder; none for a folder that does not. */
export const namesByFolder = (paths: readonly string[]): Map<string, Set<string>> => {
  const names = new Map<string, Set<string>>();
  for (const file of paths) {
    for (const at of [...foldersAbove(file), file]) {
      const folder = path.posix.dirname(at);
      const key = folder === '.' ? '' : folder;
      names.set(key, (names.get(key) ?? new Set()).add(path.posix.basename(at)));
    }
  }
  return names;
};

/** Nothing where there is no such folder. */
export const entriesOf = async (folder: string): Promise<Dirent[] | 'closed'> => {
  try {
    return (await unlessMissing(readdir(folder, {withFileTypes: true}))) ?? [];
  } catch (error) {
    if (isCode(error, 'EACCES', 'EPERM')) return 'closed';
    throw error;
  }
};

/** As they are called now, and as they were once: by the file that they were to become. */
const isLeftover = (name: string, known: ReadonlySet<string>): boolean =>
  !known.has(name) && (BESIDE.test(name) || known.has(name.replace(/\.[0-9a-f]{8}\.new$/, '')));

/** The first thing below a folder that no deploy has put there, other than folders. */
const strangerIn = async (
  root: string,
  folder: string,
  ours: ReadonlySet<string>,
): Promise<string | undefined> => {
  const entries = await entriesOf(path.join(root, folder));
  if (entries === 'closed') return folder;
  for (const entry of entries) {
    const at = path.posix.join(folder, entry.name);
    const stranger = entry.isDirectory() ? await strangerIn(root, at, ours) : at;
    if (stranger !== undefined && !ours.has(stranger) && !BESIDE.test(entry.name)) return stranger;
  }
  return undefined;
};
