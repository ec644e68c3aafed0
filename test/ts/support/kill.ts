import fs from 'node:fs/promises';
import {syncBuiltinESMExports} from 'node:module';

const CHANGING = [
  'open',
  'rename',
  'unlink',
  'rm',
  'rmdir',
  'mkdir',
  'symlink',
  'chmod',
  'copyFile',
] as const;

class Killed extends Error {}

/**
 * Runs the work as if the process were killed after so many changes of the disk: from then on nothing happens any
 * more, neither what tidies up. Resolves to whether the work was killed.
 */
export const killedAfter = async (changes: number, work: () => Promise<unknown>): Promise<boolean> => {
  const real = Object.fromEntries(CHANGING.map(name => [name, fs[name]]));
  let left = changes;
  const alive = () => {
    left -= 1;
    if (left < 0) throw new Killed();
  };
  for (const name of CHANGING) {
    const original = fs[name] as (...args: unknown[]) => Promise<unknown>;
    Object.assign(fs, {
      [name]: async (...args: unknown[]) => {
        // Reading goes on: it changes nothing.
        if (name === 'open' && args[1] === undefined) return original(...args);
        alive();
        const result = await original(...args);
        if (name === 'open') dyingWith(result as fs.FileHandle, alive);
        return result;
      },
    });
  }
  syncBuiltinESMExports();
  try {
    await work();
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  } finally {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  }
};

const dyingWith = (handle: fs.FileHandle, alive: () => void): void => {
  const write = handle.writeFile.bind(handle);
  handle.writeFile = async (...args) => {
    alive();
    return write(...args);
  };
};
