import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import {isCode} from '../../outside/disk.ts';
import type {Amount} from '../plan/disk.ts';
import {createKeptReleases} from './kept.ts';

/** What the kept releases of each compose project take below a folder of deploys: how many versions there are, and the bytes of their files. */
export const keptSizes = async (root: string): Promise<Record<string, Amount>> => {
  const states = path.join(root, '.countable');
  const found: Record<string, Amount> = {};
  for (const composeProject of await namesIn(states)) {
    const state = path.join(states, composeProject);
    const folder = path.join(state, 'releases');
    if (!(await namesIn(folder)).some(name => name.endsWith('.json'))) continue;
    const all = await createKeptReleases(state, path.join(root, composeProject)).list();
    const count = new Set(all.map(({release}) => release.version)).size;
    found[composeProject] = {count, bytes: await sizeOf(path.join(folder, 'contents'))};
  }
  return found;
};

const sizeOf = async (folder: string): Promise<number> => {
  let bytes = 0;
  for (const name of await namesIn(folder)) bytes += (await stat(path.join(folder, name)).catch(none)).size;
  return bytes;
};

const none = (error: unknown): {size: number} => {
  if (isCode(error, 'ENOENT')) return {size: 0};
  throw error;
};

/** Of another user's deploys nothing is known. */
const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return [];
    throw error;
  }
};
