import {lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createDeployFolder, type DeployFolder} from '../../../ts-helpers/src/deploy/folder.ts';
import {mirrorFor} from '../../../ts-helpers/src/deploy/act/mirror.ts';
import type {Release} from '../../../ts-helpers/src/project/release.ts';
import {type Tree, type TreeFile, treeOf} from '../../../ts-helpers/src/history/tree.ts';

export const RELEASE: Release = {
  project: 'shop',
  environment: 'stage',
  version: 'c0ffee',
  commit: 'c0ffee',
  branch: 'develop',
  at: '2026-11-23T12:00:00.000Z',
};

/** What is at a path: a text is a file, with `→` before it a link. */
export type Shape = Readonly<Record<string, string>>;

export const LINK = '→';

/** A workspace and a deploy folder, with a folder beside them that nothing may touch. */
export interface Place {
  root: string;
  workspace: string;
  outside: string;
  folder: DeployFolder;
  remove(): Promise<void>;
}

export const place = async (): Promise<Place> => {
  const root = await mkdtemp(path.join(tmpdir(), 'countable-test-'));
  const workspace = path.join(root, 'workspace');
  const outside = path.join(root, 'outside');
  await mkdir(workspace);
  await mkdir(outside);
  await writeFile(path.join(outside, 'a'), 'of others');
  return {
    root,
    workspace,
    outside,
    folder: createDeployFolder(path.join(root, 'deploys'), 'shop-stage'),
    remove: () => rm(root, {recursive: true}),
  };
};

/** Writes what the shape says; `mode` for all of its files. */
export const put = async (base: string, shape: Shape, mode = 0o644): Promise<void> => {
  for (const [file, text] of Object.entries(shape)) {
    const at = path.join(base, file);
    await mkdir(path.dirname(at), {recursive: true});
    if (text.startsWith(LINK)) await symlink(text.slice(LINK.length), at);
    else await writeFile(at, text, {mode});
  }
};

/** All that is in a folder, folders that are empty as `/`. */
export const shapeOf = async (base: string, below = ''): Promise<Record<string, string>> => {
  const shape: Record<string, string> = {};
  for (const name of (await readdir(path.join(base, below))).sort()) {
    const file = path.posix.join(below, name);
    const at = path.join(base, file);
    const status = await lstat(at);
    if (status.isSymbolicLink()) shape[file] = `${LINK}${await readlink(at)}`;
    else if (status.isFile()) shape[file] = await readFile(at, 'utf8');
    else {
      const within = await shapeOf(base, file);
      Object.assign(shape, Object.keys(within).length === 0 ? {[file]: '/'} : within);
    }
  }
  return shape;
};

/** What the workspace holds, and what the deploy itself provides. */
export const treeIn = async (
  {folder, workspace}: Place,
  provided: Readonly<Record<string, string>> = {},
): Promise<Tree> => {
  const own = Object.entries(provided).map(([file, content]): TreeFile => ({
    path: file,
    kind: 'file',
    from: {content, mode: 0o600},
    isProvided: true,
  }));
  return treeOf([...(await folder.sources(workspace, await folder.walk(workspace))), ...own]);
};

/** Fills the folder from the workspace, as a deploy does. */
export const fill = async (
  where: Place,
  {
    provided = {},
    keep = new Set<string>(),
  }: {provided?: Readonly<Record<string, string>>; keep?: Set<string>} = {},
): Promise<{written: number; removed: number}> => {
  const tree = await treeIn(where, provided);
  const planned = await mirrorFor(where.folder, tree);
  return where.folder.fill({tree, release: RELEASE, keep, inPlace: new Set(), modes: new Map(), ...planned});
};

/** The workspace becomes this, and nothing else. */
export const checkOut = async ({workspace}: Place, shape: Shape, mode?: number): Promise<void> => {
  await rm(workspace, {recursive: true});
  await mkdir(workspace);
  await put(workspace, shape, mode);
};
