import {symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Tree, TreeFile} from '../../history/tree.ts';
import {makeFolder} from '../../outside/makeFolder.ts';
import {entriesOf, namesByFolder} from './snapshot.ts';

/**
 * Makes `to` look like the folder once it holds the tree, for Compose to read. Files are links to where they lie now;
 * what no deploy has put into the folder shows through.
 */
export const makePreview = async (
  {root, to}: {root: string; to: string},
  tree: Tree,
  ours: ReadonlySet<string>,
): Promise<void> => {
  const names = namesByFolder([...tree.keys(), ...ours]);
  const wanted = namesByFolder([...tree.keys()]);

  const show = async (folder: string, isThere: boolean): Promise<void> => {
    const own = wanted.get(folder) ?? new Set<string>();
    if (own.size > 0) await makeFolder(path.join(to, folder));
    const entries = isThere ? await entriesOf(path.join(root, folder)) : [];
    if (entries === 'closed') return;
    const folders = new Set(entries.filter(entry => entry.isDirectory()).map(({name}) => name));
    const others = entries.map(({name}) => name).filter(name => !own.has(name));
    await Promise.all([
      ...[...own].map(async name => {
        const at = path.posix.join(folder, name);
        const file = tree.get(at);
        if (file) await showFile(file, path.join(to, at));
        else await show(at, folders.has(name));
      }),
      ...others.map(async name => {
        const at = path.posix.join(folder, name);
        if (ours.has(at)) return;
        if (names.has(at) && folders.has(name)) await show(at, true);
        else await link(path.join(root, at), path.join(to, at));
      }),
    ]);
  };

  await makeFolder(to);
  await show('', true);
};

const showFile = async ({target, from}: TreeFile, to: string): Promise<void> => {
  if (target !== undefined) return link(target, to);
  if ('file' in from) return link(from.file, to);
  await writeFile(to, from.content, {mode: from.mode});
};

const link = async (target: string, to: string): Promise<void> => {
  await makeFolder(path.dirname(to));
  await symlink(target, to);
};
