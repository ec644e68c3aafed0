import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import {isCode} from '../outside/disk.ts';
import {PROJECT_FILE} from '../project/conventions.ts';
import {EXISTING, type Kind} from './plan.ts';

/** Text by path, of a kind of project. */
export type Skeletons = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Beside what is unpacked of the bundle. */
const BUNDLED = 'skeletons.json';
const SOURCES = path.join(import.meta.dirname, '../../skeletons');

/** What git, Docker or we ourselves would heed in our repository is called `dot-…` there. */
const DOT = 'dot-';
const PROJECT = '__project__';

export interface SkeletonFile {
  path: string;
  text: string;
  isProgram: boolean;
}

/** The files of a project of this kind and name; `isNamed`: its folder or repository is called otherwise. */
export const skeletonOf = async (
  kind: Kind,
  {project, isNamed}: {project: string; isNamed: boolean},
): Promise<SkeletonFile[]> => {
  const {[kind]: texts = {}} = await skeletons();
  const {[PROJECT_FILE]: settings = ''} = texts;
  const all = isNamed ? {...texts, [PROJECT_FILE]: `name: ${PROJECT}\n${settings}`} : texts;
  return Object.entries(all).map(([file, text]) => ({
    path: namedThere(file),
    text: text.replaceAll(PROJECT, project),
    isProgram: text.startsWith('#!'),
  }));
};

const namedThere = (file: string): string => {
  const {dir, base} = path.posix.parse(file);
  return base.startsWith(DOT) ? path.posix.join(dir, `.${base.slice(DOT.length)}`) : file;
};

/** Of the Dockerfile for a stack that is there. */
export const dockerfileOf = async (template: string): Promise<string | undefined> =>
  (await skeletons())[EXISTING]?.[`${template}/Dockerfile`];

const skeletons = async (): Promise<Skeletons> => {
  try {
    return JSON.parse(await readFile(path.join(import.meta.dirname, BUNDLED), 'utf8')) as Skeletons;
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
    return readSkeletons(SOURCES);
  }
};

/** From the folder that has one for each kind. */
export const readSkeletons = async (folder: string): Promise<Skeletons> => {
  const kinds = (await readdir(folder)).sort();
  const read = kinds.map(async kind => {
    const all = await readdir(path.join(folder, kind), {recursive: true, withFileTypes: true});
    const names = all
      .filter(entry => entry.isFile())
      .map(entry => path.relative(path.join(folder, kind), path.join(entry.parentPath, entry.name)))
      .sort();
    const texts = names.map(
      async name => [name, await readFile(path.join(folder, kind, name), 'utf8')] as const,
    );
    return [kind, Object.fromEntries(await Promise.all(texts))] as const;
  });
  return Object.fromEntries(await Promise.all(read));
};
