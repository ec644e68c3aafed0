import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import {foldersAbove} from '../../history/tree.ts';
import {reading, unlessMissing} from '../../outside/disk.ts';
import type {OwnFiles} from '../plan.ts';

/** Made anew by tools, and no data. */
const MADE_ANEW = ['node_modules', '__pycache__', '.git', '.countable', '.venv', '.cache', '.pytest_cache'];

/**
 * What of a folder of the deploy no deploy has brought there. Looks into a folder only where something of the commit lies in
 * it: one of data may have millions of files.
 */
export const ownFilesOf = async (
  source: string,
  {folder, tracked}: {folder: string; tracked: ReadonlySet<string>},
): Promise<OwnFiles> => {
  const above = new Set([...tracked].flatMap(foldersAbove));
  const within = path.relative(folder, source);
  if (tracked.has(within)) return {is: 'tracked', paths: []};
  if (within !== '' && !above.has(within))
    return {is: (await unlessMissing(stat(source))) === undefined ? 'missing' : 'own', paths: []};
  const paths: string[] = [];
  const look = async (place: string): Promise<void> => {
    const entries = await reading(place, () => unlessMissing(readdir(place, {withFileTypes: true})));
    for (const entry of entries ?? []) {
      const at = path.join(place, entry.name);
      const name = path.relative(folder, at);
      if (MADE_ANEW.includes(entry.name) || tracked.has(name)) continue;
      if (above.has(name)) await look(at);
      else if (entry.isDirectory() || entry.isFile()) paths.push(path.relative(source, at));
    }
  };
  await look(source);
  return {is: paths.length === 0 ? 'tracked' : 'mixed', paths: paths.sort()};
};
