import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {reading, unlessMissing} from '../outside/disk.ts';
import {previewNumber} from '../project/preview.ts';
import {deployedName} from './deployedName.ts';
import type {Project} from './project.ts';

/** Environments that this project was ever deployed to on this host, or that deploys wait for. */
export const environmentsHere = async (
  project: Pick<Project, 'build' | 'settings'>,
  root: string,
): Promise<string[]> => {
  const states = path.join(root, '.countable');
  return environmentsIn(project, (await reading(states, () => unlessMissing(readdir(states)))) ?? []);
};

/** The same, of the names of folders that deploys have state in. */
export const environmentsIn = (
  project: Pick<Project, 'build' | 'settings'>,
  folders: readonly string[],
): string[] => {
  const prefix = deployedName(project, '');
  return folders
    .filter(name => name.startsWith(prefix))
    .map(name => name.slice(prefix.length))
    .filter(name => /^[a-z][a-z0-9]*$/.test(name) || previewNumber(name) !== undefined)
    .sort();
};
