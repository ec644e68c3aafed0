import {lstat} from 'node:fs/promises';
import path from 'node:path';
import {isCode} from '../disk.ts';

/** What git has of a folder. */
export interface Listing {
  /** Relative to the folder; those of submodules included. */
  files: string[];
  /** Submodules without their files: nobody has checked them out. */
  missingSubmodules: string[];
}

/** Runs `git ls-files` in a folder; undefined where there is no repository. */
export type Lister = (folder: string, args: readonly string[]) => Promise<string | undefined>;

/** The files of a repository and of those within it. Undefined where git lists nothing at all. */
export const listFiles = async (
  ls: Lister,
  root: string,
  {untracked}: {untracked: boolean},
): Promise<Listing | undefined> => {
  const all: Listing = {files: [], missingSubmodules: []};
  const add = async (below: string): Promise<void> => {
    const folder = path.join(root, below);
    const [staged, others = ''] = await Promise.all([
      ls(folder, ['-z', '--stage']),
      untracked ? ls(folder, ['-z', '--others', '--exclude-standard']) : undefined,
    ]);
    const {files, submodules} = stagedOf(staged ?? '');
    const [nested, loose] = parted(others.split('\0').filter(Boolean), name => name.endsWith('/'));
    for (const file of [...files, ...loose]) all.files.push(path.posix.join(below, file));
    // One after the other, so that the order is the same every time.
    for (const name of submodules) {
      const place = path.posix.join(below, name);
      if (await isCheckedOut(path.join(root, place))) await add(place);
      else all.missingSubmodules.push(place);
    }
    for (const name of nested) await add(path.posix.join(below, name));
  };
  await add('');
  return all.files.length + all.missingSubmodules.length === 0 ? undefined : all;
};

const SUBMODULE = '160000';

/** A file in conflict is listed once for each side. */
const stagedOf = (listed: string): {files: string[]; submodules: string[]} => {
  const entries = new Map(
    listed
      .split('\0')
      .filter(Boolean)
      .map(line => {
        const [facts = '', ...name] = line.split('\t');
        return [name.join('\t'), facts.startsWith(SUBMODULE)] as const;
      }),
  );
  const [submodules, files] = parted([...entries.keys()], name => entries.get(name) === true);
  return {files, submodules};
};

const parted = (names: readonly string[], isFirst: (name: string) => boolean): [string[], string[]] => [
  names.filter(isFirst),
  names.filter(name => !isFirst(name)),
];

/** A link in its place is none of git's. */
const isCheckedOut = async (folder: string): Promise<boolean> => {
  try {
    return (await lstat(folder)).isDirectory() && (await lstat(path.join(folder, '.git'))) !== undefined;
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
};
