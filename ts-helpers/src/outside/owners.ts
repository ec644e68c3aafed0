import {lstat} from 'node:fs/promises';
import process from 'node:process';
import {CommandFailed} from '../errors/userError.ts';
import type {Shell} from './shell.ts';

/** Whose the files of this machine are. */
export interface Owners {
  /** Who this runs as; undefined for root, who gets past everything. */
  me(): {user: number; group: number} | undefined;
  /**
   * What this user could not remove below the folders: what is another's, and folders that he may not write to. Of each
   * the topmost. Empty for root.
   */
  obstacles(folders: readonly string[]): Promise<string[]>;
  /** Lets this user write to the folders among these that are his, and to those in them. */
  open(paths: readonly string[]): Promise<void>;
}

export const createOwners = (shell: Shell): Owners => {
  const me: Owners['me'] = () => {
    const [user, group] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
    return user === 0 ? undefined : {user, group};
  };
  return {
    me,

    async obstacles(folders) {
      const user = me()?.user;
      if (user === undefined || folders.length === 0) return [];
      const foreign = ['!', '-user', String(user)];
      const closed = ['-type', 'd', '!', '-perm', '-u=rwx'];
      const found = ['(', ...foreign, '-o', ...closed, ')', '-prune', '-print0'];
      // `find` takes what begins with a hyphen for an option; these begin with a slash.
      const words = ['-P', ...folders, '-xdev', ...found];
      return (await output(shell, words)).split('\0').filter(Boolean);
    },

    async open(paths) {
      const folders = [];
      for (const path of paths) if ((await lstat(path)).isDirectory()) folders.push(path);
      if (folders.length > 0)
        await shell.run('chmod', ['-R', 'u+rwX', '--', ...folders], {uninterruptible: true});
    },
  };
};

/** It says what it found also where a folder went away under it. */
const output = async (shell: Shell, words: readonly string[]): Promise<string> => {
  try {
    return (await shell.run('find', words, {uninterruptible: true})).stdout;
  } catch (error) {
    if (error instanceof CommandFailed) return error.stdout;
    throw error;
  }
};
