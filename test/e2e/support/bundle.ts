import {spawnSync} from 'node:child_process';
import {cpSync, symlinkSync} from 'node:fs';
import path from 'node:path';

/** A copy, in that folder, of what the bundle is made of. */
export const checkout = (folder: string): string => {
  cpSync('ts-helpers', path.join(folder, 'ts-helpers'), {recursive: true});
  cpSync('package.json', path.join(folder, 'package.json'));
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  return folder;
};

/** Builds the bundle of a checkout. */
export const bundle = (root: string, ...options: string[]) =>
  spawnSync(process.execPath, [path.join(root, 'ts-helpers/bundle.ts'), ...options], {
    encoding: 'utf8',
  });
