import {lstat, realpath} from 'node:fs/promises';
import path from 'node:path';
import {quoted} from '../../text/plain.ts';
import {UserError} from '../../errors/userError.ts';
import {readBoundedText} from '../boundedFile.ts';
import {isCode, unlessMissing} from '../disk.ts';

/** What git has of a folder. */
export interface Listing {
  /** Relative to the folder; those of submodules included. */
  files: string[];
  /** Of these, those that a merge, a rebase or the like left in conflict. */
  unmerged: string[];
  /** Submodules without their files: nobody has checked them out. */
  missingSubmodules: string[];
}

/** Runs git in a folder; undefined where there is no repository. */
export type Reader = (
  folder: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
) => Promise<string | undefined>;

/**
 * The files of a repository and of those within it. Undefined where git lists nothing at all.
 *
 * Git runs programs that a repository's configuration names. That of a submodule lies with the repository's own; any other
 * `.git` may have been put there by a branch's tests, and is not read.
 */
export const listFiles = async (
  read: Reader,
  root: string,
  {untracked}: {untracked: boolean},
): Promise<Listing | undefined> => {
  const common = await read(root, ['rev-parse', '--git-common-dir']);
  if (common === undefined) return undefined;
  const gitFolder = path.resolve(root, common);
  const all: Listing = {files: [], unmerged: [], missingSubmodules: []};
  const add = async (below: string, isOurs: boolean): Promise<void> => {
    const folder = path.join(root, below);
    const [staged, loose = ''] = await Promise.all([
      isOurs ? read(folder, STAGED) : undefined,
      untracked ? read(folder, OTHERS, isOurs ? {} : asFolder(folder, gitFolder)) : undefined,
    ]);
    const {files, submodules, unmerged} = stagedOf(staged ?? '');
    for (const file of unmerged) all.unmerged.push(path.posix.join(below, file));
    const [nested, ours] = parted(loose.split('\0').filter(Boolean), name => name.endsWith('/'));
    for (const file of [...files, ...ours]) all.files.push(path.posix.join(below, file));
    // One after the other, so that the order is the same every time.
    for (const name of submodules) {
      const place = path.posix.join(below, name);
      const there = path.join(root, place);
      if (await isCheckedOut(there)) {
        if (!(await isOwn(there, gitFolder))) throw foreignSubmodule(place, there);
        await add(place, true);
      } else all.missingSubmodules.push(place);
    }
    for (const name of nested) {
      const place = path.posix.join(below, name);
      await add(place, await isOwn(path.join(root, place), gitFolder));
    }
  };
  await add('', true);
  return all.files.length + all.missingSubmodules.length === 0 ? undefined : all;
};

const STAGED = ['ls-files', '-z', '--stage'];
const OTHERS = ['ls-files', '-z', '--others', '--exclude-standard'];

/** As if the folder had no repository of its own, and nothing in it were added yet; what is ignored counts all the same. */
const asFolder = (folder: string, gitFolder: string) => ({
  GIT_DIR: gitFolder,
  GIT_WORK_TREE: folder,
  GIT_INDEX_FILE: path.join(gitFolder, 'no-index'),
});

const SUBMODULE = '160000';

/** `100644 3b18e51… 2\tweb/app.js`; a file in conflict is listed once for each side, by its number. */
const stagedOf = (listed: string): {files: string[]; submodules: string[]; unmerged: string[]} => {
  const entries = new Map(
    listed
      .split('\0')
      .filter(Boolean)
      .map(line => {
        const [facts = '', ...name] = line.split('\t');
        return [
          name.join('\t'),
          {isSubmodule: facts.startsWith(SUBMODULE), isUnmerged: !facts.endsWith(' 0')},
        ] as const;
      }),
  );
  const names = [...entries.keys()];
  const [submodules, files] = parted(names, name => entries.get(name)?.isSubmodule === true);
  return {files, submodules, unmerged: names.filter(name => entries.get(name)?.isUnmerged)};
};

const parted = (names: readonly string[], isFirst: (name: string) => boolean): [string[], string[]] => [
  names.filter(isFirst),
  names.filter(name => !isFirst(name)),
];

/** `gitdir: ../.git/modules/vendor`, as `git submodule` leaves it there. */
const isOwn = async (folder: string, gitFolder: string): Promise<boolean> => {
  const file = path.join(folder, '.git');
  if ((await unlessMissing(lstat(file)))?.isFile() !== true) return false;
  const named = /^gitdir: (?<place>.+)/.exec(await readBoundedText(file))?.groups?.['place'];
  if (named === undefined) return false;
  const place = path.resolve(folder, named);
  const real = (await unlessMissing(realpath(place))) ?? place;
  return real.startsWith(`${await realpath(gitFolder)}${path.sep}`);
};

const foreignSubmodule = (name: string, folder: string): UserError =>
  new UserError('GIT_REFUSED', `The .git of the submodule ${name} is not the one that git keeps for it.`, {
    where: folder,
    remedy:
      `If the repository in it is yours, hand it over: git submodule absorbgitdirs ${quoted(name)}. Else something has put it there, ` +
      `and git would run what it says: rm -rf ${quoted(`${name}/.git`)} && git submodule update --init ${quoted(name)}`,
  });

/** A link in its place is none of git's. */
const isCheckedOut = async (folder: string): Promise<boolean> => {
  try {
    return (await lstat(folder)).isDirectory() && (await lstat(path.join(folder, '.git'))) !== undefined;
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
};
