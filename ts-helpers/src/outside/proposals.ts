import {randomUUID} from 'node:crypto';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {CommandFailed} from '../errors/userError.ts';
import type {Shell} from './shell.ts';

/** Commits that are made beside what is checked out: neither files nor index of the person change. */
export interface Proposals {
  /** Of the repository that the folder is in. */
  has(folder: string, branch: string): Promise<boolean>;
  /** One commit on top of HEAD with these files added, on a branch that is new. */
  propose(
    folder: string,
    branch: string,
    commit: {message: string; files: readonly {file: string; text: string}[]},
  ): Promise<void>;
}

export const createProposals = (shell: Shell): Proposals => ({
  async has(folder, branch) {
    try {
      await shell.run('git', ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`], {cwd: folder});
      return true;
    } catch (error) {
      if (error instanceof CommandFailed) return false;
      throw error;
    }
  },

  async propose(folder, branch, {message, files}) {
    const index = path.join(tmpdir(), `countable-index-${randomUUID()}`);
    const git = async (args: readonly string[], input?: string): Promise<string> => {
      const options = {
        cwd: folder,
        env: {GIT_INDEX_FILE: index, LC_ALL: 'C'},
        ...(input !== undefined && {input}),
      };
      return (await shell.run('git', args, options)).stdout.trim();
    };
    try {
      await git(['read-tree', 'HEAD']);
      for (const {file, text} of files) {
        const blob = await git(['hash-object', '-w', '--stdin'], text);
        await git(['update-index', '--add', '--cacheinfo', `100644,${blob},${file}`]);
      }
      const tree = await git(['write-tree']);
      const commit = await git(['commit-tree', tree, '-p', 'HEAD', '-m', message]);
      await git(['update-ref', '--stdin'], `create refs/heads/${branch} ${commit}\n`);
    } finally {
      await rm(index, {force: true});
    }
  },
});
