import {createHash} from 'node:crypto';
import {lstat, mkdir, readdir, readFile, readlink, rm, rmdir, statfs, symlink} from 'node:fs/promises';
import path from 'node:path';
import type {Release} from '../domain/release.ts';
import {UserError} from '../errors.ts';
import {isCode, onDisk, writeWhole} from './files.ts';

/** What the last deploy into a folder left: which files are its own, and of which release. */
export interface DeployRecord {
  release: Release;
  files: string[];
}

/** The files of a release: relative to the workspace that holds them. */
export interface Source {
  workspace: string;
  files: readonly string[];
}

/**
 * The stable folder of a deploy. Files that belong to the release are replaced; whatever else is there (uploads,
 * data of bind mounts, files put there by hand) is never touched.
 */
export interface DeployFolder {
  path: string;
  /** Folder of the lock, the record and the generated override: beside the deploy, outside of any build context. */
  state: string;
  record(): Promise<DeployRecord | undefined>;
  /** Every file of a folder, other than the SCM's own: what a release is made of where git does not list it. */
  walk(workspace: string): Promise<string[]>;
  /**
   * Makes `to` look like the folder after the fill, of symbolic links, so that Compose can read it beforehand.
   * `overlay` names files of their own: what they are called there, and where they are.
   */
  preview(to: string, release: Source, overlay: ReadonlyMap<string, string>): Promise<void>;
  /** Brings the files of the release here and removes those of the last one that are no more. */
  fill(release: Source, record: DeployRecord): Promise<{written: number; removed: number}>;
  /** One digest for the release's files at a path, be it a file or a folder; undefined when it has none there. */
  digest(release: Source, at: string): Promise<string | undefined>;
}

const SCM_FOLDERS = new Set(['.git', '.svn', '.hg', 'CVS']);
const SPARE_BYTES = 50 * 1024 * 1024;

export const createDeployFolder = (root: string, name: string): DeployFolder => {
  const folder = path.join(root, name);
  const state = path.join(root, '.countable', name);
  const recordFile = path.join(state, 'record.json');
  const record = async (): Promise<DeployRecord | undefined> => {
    const text = await unlessMissing(readFile(recordFile, 'utf8'));
    return text === undefined ? undefined : (JSON.parse(text) as DeployRecord);
  };
  return {
    path: folder,
    state,
    record,
    walk: workspace => filesBelow(workspace, ''),

    async preview(to, {workspace, files}, overlay) {
      const known = new Set((await record())?.files);
      const extra = (await unlessMissing(readdir(folder))) ?? [];
      const entries = new Map(
        extra.filter(entry => !known.has(entry)).map(entry => [entry, path.join(folder, entry)]),
      );
      for (const file of files) entries.set(topOf(file), path.join(workspace, topOf(file)));
      for (const [entry, target] of overlay) entries.set(entry, target);
      await Promise.all([...entries].map(([entry, target]) => symlink(target, path.join(to, entry))));
    },

    fill: (release, next) =>
      onDisk(folder, async () => {
        const before = (await record())?.files ?? [];
        await mkdir(folder, {recursive: true});
        const changed = await filter(release.files, file =>
          differs(path.join(release.workspace, file), path.join(folder, file)),
        );
        await requireRoom(folder, release.workspace, changed);
        const wanted = new Set(release.files);
        const stale = before.filter(file => !wanted.has(file));
        // The record names all files there may be before the first is written, so that a fill cut short is mended by the next.
        await writeWhole(
          recordFile,
          asJson({...next, files: [...new Set([...before, ...release.files])]}),
          0o644,
        );
        for (const file of changed)
          await replace(path.join(release.workspace, file), path.join(folder, file));
        for (const file of stale) await removeWithEmptyFolders(folder, file);
        await writeWhole(recordFile, asJson(next), 0o644);
        return {written: changed.length, removed: stale.length};
      }),

    async digest({workspace, files}, at) {
      const below = at === '' ? files : files.filter(file => file === at || file.startsWith(`${at}/`));
      if (below.length === 0) return undefined;
      const hash = createHash('sha256');
      for (const file of [...below].sort())
        hash.update(`${file}\0${await identityOf(path.join(workspace, file))}\0`);
      return hash.digest('hex');
    },
  };
};

const asJson = (record: DeployRecord): string => `${JSON.stringify(record, null, 2)}\n`;

const topOf = (file: string): string => file.split('/', 1)[0] ?? file;

const filesBelow = async (root: string, folder: string): Promise<string[]> => {
  const entries = await readdir(path.join(root, folder), {withFileTypes: true});
  const lists = entries
    .filter(entry => !SCM_FOLDERS.has(entry.name))
    .map(entry => {
      const file = path.posix.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(root, file) : [file];
    });
  return (await Promise.all(lists)).flat();
};

/** Kind, permission and content of a file, as text that two equal files share. */
const identityOf = async (file: string): Promise<string> => {
  const status = await lstat(file);
  if (status.isSymbolicLink()) return `link ${await readlink(file)}`;
  const content = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  return `${status.mode & 0o111 ? 'program' : 'file'} ${content}`;
};

const differs = async (from: string, to: string): Promise<boolean> => {
  const there = await unlessMissing(lstat(to));
  if (there === undefined) return true;
  const here = await lstat(from);
  if (here.isFile() && there.isFile() && here.size !== there.size) return true;
  return there.isDirectory() || (await identityOf(from)) !== (await identityOf(to));
};

const replace = async (from: string, to: string): Promise<void> => {
  const status = await lstat(from);
  await mkdir(path.dirname(to), {recursive: true});
  if (!status.isSymbolicLink()) {
    await writeWhole(to, await readFile(from), status.mode & 0o777);
    return;
  }
  await rm(to, {force: true});
  await symlink(await readlink(from), to);
};

const removeWithEmptyFolders = async (root: string, file: string): Promise<void> => {
  await rm(path.join(root, file), {force: true});
  for (let folder = path.dirname(file); folder !== '.'; folder = path.dirname(folder)) {
    try {
      await rmdir(path.join(root, folder));
    } catch {
      // Not empty: something else lives there.
      return;
    }
  }
};

const requireRoom = async (folder: string, workspace: string, files: readonly string[]): Promise<void> => {
  const sizes = await Promise.all(files.map(async file => (await lstat(path.join(workspace, file))).size));
  const needed = sizes.reduce((sum, size) => sum + size, SPARE_BYTES);
  const {bavail, bsize} = await statfs(folder);
  if (bavail * bsize >= needed) return;
  const mebibytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024);
  const message = `The deploy needs ${mebibytes(needed)} MiB, but ${mebibytes(bavail * bsize)} MiB are free.`;
  throw new UserError('DISK_FULL', message, {where: folder});
};

const filter = async (
  files: readonly string[],
  keep: (file: string) => Promise<boolean>,
): Promise<string[]> => {
  const kept: string[] = [];
  for (const file of files) if (await keep(file)) kept.push(file);
  return kept;
};

const unlessMissing = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
};
