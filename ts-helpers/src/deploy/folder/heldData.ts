import {lstat, readdir} from 'node:fs/promises';
import path from 'node:path';
import {isCode, unlessMissing} from '../../outside/disk.ts';
import {pathWithin} from '../../text/paths.ts';

/** What programs make anew by themselves. */
const MADE_ANEW = /^(?:__pycache__|node_modules|\.cache|\.pytest_cache)$|\.pyc$/;

/**
 * Whether something lies at a place, or below it, that no deploy has brought into the folder. What this user may not look
 * into, a container has made its own.
 */
export const holdsData = async (
  place: string,
  {root, brought}: {root: string; brought: ReadonlySet<string>},
): Promise<boolean> => {
  try {
    const status = await unlessMissing(lstat(place));
    if (status === undefined || MADE_ANEW.test(path.basename(place))) return false;
    if (!status.isDirectory()) {
      // A socket or a device keeps nothing.
      const keeps = status.isFile() || status.isSymbolicLink();
      return keeps && !brought.has(pathWithin(root, place) ?? '');
    }
    for (const name of (await unlessMissing(readdir(place))) ?? [])
      if (await holdsData(path.join(place, name), {root, brought})) return true;
    return false;
  } catch (error) {
    if (isCode(error, 'EACCES', 'EPERM')) return true;
    throw error;
  }
};
