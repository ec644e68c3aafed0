import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import {foldersAbove} from '../../history/tree.ts';
import {reading, unlessMissing} from '../../outside/disk.ts';
import type {OwnFiles} from '../plan.ts';

/** Made anew by tools, and no data. */
const MADE_ANEW = ['node_modules', '__pycache__', '.git', '.countable', '.venv', '.cache', '.pytest_cache'];

/** What lies in a folder of data in the repository, that it is there. */
const KEEPS_THE_FOLDER =
  /^(?:\.git(?:keep|ignore)|\.keep|\.empty|\.placeholder|README(?:\.\w+)?|index\.html)$/;

/** Each that is copied alone is a container: more are copied with all that lies beside them. */
const MOST_ALONE = 50;

/**
 * What of a folder of the deploy no deploy has brought there. Looks into a folder only where something of the commit lies in
 * it: one of data may have millions of files. What cannot be named one by one is the whole folder, with what the commit has in it.
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
  let isNamed = true;
  const look = async (place: string): Promise<void> => {
    const entries = await reading(place, () =>
      unlessMissing(readdir(place, {withFileTypes: true, encoding: 'buffer'})),
    );
    for (const entry of entries ?? []) {
      const text = entry.name.toString('utf8');
      const at = path.join(place, text);
      const name = path.relative(folder, at);
      if (MADE_ANEW.includes(text) || tracked.has(name)) continue;
      if (above.has(name)) {
        await look(at);
        continue;
      }
      // One that is a link would be what it leads to, and one that is no text cannot be said.
      if (!(entry.isDirectory() || entry.isFile()) || !Buffer.from(text).equals(entry.name)) isNamed = false;
      paths.push(path.relative(source, at));
    }
  };
  await look(source);
  if (paths.length === 0) return {is: 'tracked', paths: []};
  const ofCommit = [...tracked].filter(name => within === '' || name.startsWith(`${within}/`));
  const isData = within !== '' && ofCommit.every(name => KEEPS_THE_FOLDER.test(path.basename(name)));
  return isData || !isNamed || paths.length > MOST_ALONE
    ? {is: 'own', paths: []}
    : {is: 'mixed', paths: paths.sort()};
};
