import {lstat, readdir, readlink, realpath} from 'node:fs/promises';
import path from 'node:path';
import type {Stats} from 'node:fs';
import type {Place} from '../isolation/places.ts';
import {isCode} from './disk.ts';

/** Where the paths of this machine lead to. */
export interface Places {
  /** With all links followed; of what is missing, with those of the folders above it. */
  find(path: string): Promise<Place>;
  /** Names of what is in a folder; none where there is no such folder. */
  names(folder: string): Promise<string[]>;
}

export const createPlaces = (): Places => ({
  find,

  async names(folder) {
    try {
      return await readdir(folder);
    } catch (error) {
      if (isCode(error, 'ENOENT', 'ENOTDIR')) return [];
      throw error;
    }
  },
});

const find = async (given: string): Promise<Place> => {
  try {
    const real = await realpath(given);
    return {real, kind: kindOf(await lstat(real))};
  } catch (error) {
    if (isCode(error, 'ENOENT')) return missing(given);
    // Behind a folder of another user, in a loop of links: who has more rights may see more.
    if (isCode(error, 'EACCES', 'ELOOP', 'ENOTDIR', 'ENAMETOOLONG', 'EPERM'))
      return {real: given, kind: 'unknown'};
    throw error;
  }
};

/** A link to nothing leads where it says: what is made there later would be followed. */
const missing = async (given: string): Promise<Place> => {
  const link = await linkAt(given);
  if (link !== undefined) return {...(await find(link)), kind: 'missing'};
  const parent = path.dirname(given);
  if (parent === given) return {real: given, kind: 'missing'};
  const above = await find(parent);
  return {real: path.join(above.real, path.basename(given)), kind: 'missing'};
};

const linkAt = async (place: string): Promise<string | undefined> => {
  try {
    return path.resolve(path.dirname(place), await readlink(place));
  } catch (error) {
    if (isCode(error, 'ENOENT', 'EINVAL')) return undefined;
    throw error;
  }
};

const kindOf = (stats: Stats): Place['kind'] => {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  if (stats.isSocket()) return 'socket';
  return stats.isFIFO() ? 'pipe' : 'device';
};
