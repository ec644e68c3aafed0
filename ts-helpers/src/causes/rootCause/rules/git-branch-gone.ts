import type {Rule} from '../rule.ts';

export const gitBranchGone: Rule = {
  name: 'git-branch-gone',
  patterns: [
    /couldn't find remote ref (?<ref>\S+)/,
    /Couldn't find any revision to build/,
    /reference is not a tree: (?<ref>\S+)/,
    /Remote branch (?<ref>\S+) not found/,
  ],
  sentence: ({groups: {ref = 'The branch'}}) => `${ref} is not in the repository any more.`,
  remedy:
    'Nothing where it was deleted, or pushed over, meanwhile; else push it again, and let Jenkins scan the repository.',
};
