import type {Rule} from '../rule.ts';

export const gitLfs: Rule = {
  name: 'git-lfs',
  whose: 'machine',
  patterns: [
    /git-lfs(?: filter-process)?(?: %f)?: (?:line \d+: )?(?:\d+: )?(?:git-lfs: )?(?:command )?not found/,
    /external filter '?git-lfs/,
    /smudge filter lfs failed/,
    /git: 'lfs' is not a git command/,
  ],
  sentence: 'The repository has files in Git LFS, and git on the agent cannot read those.',
  remedy:
    'Install its package git-lfs on the agent, run git lfs install --system there, and give the job the behaviour "Git LFS pull after checkout".',
};
