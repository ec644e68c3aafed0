import type {Person} from './people.ts';

/** What came to a branch since it was last green: what a failure is blamed on, and what a deploy brings. */
export interface Changes {
  /** The commit of the last green build; null where nothing tells it, and only the newest commit is known. */
  since: string | null;
  /** Newest first, those that merges brought included. */
  commits: Commit[];
  /** There are more than git was asked for. */
  more: boolean;
  /** Images and compose settings that differ. */
  settings: SettingChange[];
  /** Whether this commit was not built before, by this job. */
  isNew: boolean;
  /** Where people see it all, at the git host. */
  compareUrl?: string;
}

export interface Commit {
  id: string;
  author: Person;
  subject: string;
  /** Who wrote it with the author, by `Co-authored-by:`. */
  coAuthors?: Person[];
  /** Who brought a bot's commit in, where that was a person. */
  mergedBy?: Person;
  isMerge: boolean;
  /** Relative to the root; not of merges, whose files stand in the commits they brought. */
  files: string[];
}

/** `web.image` of docker-compose.yml; values of environment variables are never told. */
export interface SettingChange {
  file: string;
  setting: string;
  before: string | null;
  after: string | null;
}

/** So many commits are read; a branch that was red for longer has other problems. */
export const MOST_COMMITS = 1_000;
/** Of all commits together: a commit that formats everything anew says little by its files. */
export const MOST_FILES = 3_000;

/** Nothing that git could take for an option. */
export const commitId = (text: string | null | undefined): string | undefined =>
  text != null && /^[0-9a-f]{7,64}$/.test(text) ? text : undefined;

/** Merges only where nothing else came: what they brought stands beside them. */
export const withoutMerges = (commits: readonly Commit[]): Commit[] => {
  const own = commits.filter(({isMerge}) => !isMerge);
  return own.length > 0 ? own : [...commits];
};
