import {lstat} from 'node:fs/promises';
import path from 'node:path';
import {quoted} from '../../text/plain.ts';
import {type CommandFailed, UserError} from '../../errors/userError.ts';
import {isCode} from '../disk.ts';

/** Git's words for a folder without a repository, and for a repository without a commit. */
const NOTHING_THERE =
  /not a git repository \(or any|does not have any commits yet|bad default revision 'HEAD'/;

/**
 * Whether git found nothing to read. It says the same of a repository that has lost its HEAD or its objects: that one
 * still has its `.git`.
 */
export const isNothingThere = async ({stderr}: CommandFailed, folder: string): Promise<boolean> =>
  NOTHING_THERE.test(stderr) && (stderr.includes('commit') || !(await hasRemains(folder)));

/** Throws what cures a repository that is there and that git does not read. */
export const gitRefusal = (failed: CommandFailed, folder: string): UserError => {
  const said = failed.stderr
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
  const reason = (said.find(line => line.startsWith('fatal: ')) ?? said.at(-1) ?? failed.message).replace(
    /^(fatal|error): /,
    '',
  );
  const remedy = REMEDIES.find(([pattern]) => pattern.test(failed.stderr))?.[1](failed.stderr, folder);
  return new UserError('GIT_REFUSED', `git does not read the repository: ${reason}.`, {
    where: folder,
    ...(remedy !== undefined && {remedy}),
    cause: failed,
  });
};

const REMEDIES: readonly (readonly [RegExp, (said: string, folder: string) => string])[] = [
  [
    /dubious ownership|unsafe repository/,
    (said, folder) =>
      'It belongs to another user. Check it out as the user that runs this, or trust it: ' +
      `git config --global --add safe.directory ${quoted(said.match(/'(\/[^']+)'/)?.[1] ?? folder)}`,
  ],
  [
    /Permission denied/,
    (_, folder) => `Give it to the user that runs this: sudo chown -R "$(id -un)" ${quoted(folder)}`,
  ],
  [/git repo version|repository extension/, () => 'It was made by a newer git: install that version here.'],
  [/bad (?:numeric )?config|unable to (?:parse|read)/i, () => 'Correct that line, or remove it.'],
  [
    /not a git repository: |invalid gitfile/,
    () =>
      'Its .git points to nowhere. Of a worktree: git worktree repair, in the main one. ' +
      'Of a submodule: git submodule update --init. Else check it out anew.',
  ],
];

const hasRemains = async (folder: string): Promise<boolean> => {
  if (await isThere(path.join(folder, '.git'))) return true;
  const {dev} = await lstat(folder);
  for (let above = path.dirname(folder); ; above = path.dirname(above)) {
    // Git looks no further than its own disk, nor into a `.git` that has nothing of a repository.
    if ((await lstat(above)).dev !== dev) return false;
    const parts = await Promise.all(['HEAD', 'objects'].map(part => isThere(path.join(above, '.git', part))));
    if (parts.includes(true)) return true;
    if (above === path.dirname(above)) return false;
  }
};

const isThere = async (file: string): Promise<boolean> => {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
};
