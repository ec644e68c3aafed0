import {mkdir, stat} from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a folder and those above it, where they are not there yet. Node's own way to do so never ends where a folder is
 * there in which none can be made, as in /proc.
 */
export const makeFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder);
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    const above = path.dirname(folder);
    if (code !== 'ENOENT' || above === folder) throw error;
    await makeFolder(above);
    await mkdir(folder).catch(unlessThere);
  }
};

/** Somebody else may have made it meanwhile. */
const unlessThere = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EEXIST') throw error;
};
