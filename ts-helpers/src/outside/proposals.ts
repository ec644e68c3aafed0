import {randomUUID} from 'node:crypto';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {gitRunner, unlessRefused} from './git/running.ts';
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

export const createProposals = (shell: Shell): Proposals => {
  const run = gitRunner(shell);
  return {
    async has(folder, branch) {
      const args = ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`];
      return (await unlessRefused(run(args, {cwd: folder}))) !== undefined;
    },

    async propose(folder, branch, {message, files}) {
      const index = path.join(tmpdir(), `countable-index-${randomUUID()}`);
      const options = {cwd: folder, env: {GIT_INDEX_FILE: index}};
      const git = async (args: readonly string[], more: {input?: string} = {}): Promise<string> =>
        (await run(args, {...options, ...more})).trim();
      try {
        await git(['read-tree', 'HEAD']);
        for (const {file, text} of files) {
          const blob = await git(['hash-object', '-w', '--stdin'], {input: text});
          await git(['update-index', '--add', '--cacheinfo', `100644,${blob},${file}`]);
        }
        const tree = await git(['write-tree']);
        const commit = await git(['commit-tree', tree, '-p', 'HEAD', '-m', message]);
        await git(['update-ref', '--stdin'], {input: `create refs/heads/${branch} ${commit}\n`});
      } finally {
        await rm(index, {force: true});
      }
    },
  };
};
