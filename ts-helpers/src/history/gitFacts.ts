import type {Person} from './people.ts';

/** Facts about the checked-out source, as git tells them. */
export interface GitFacts {
  commit: string;
  /** Null with a detached HEAD. */
  branch: string | null;
  author: Person;
  /** First line of the commit message. */
  subject: string;
  remoteUrl: string | null;
  /** Names of all remotes. */
  remotes: readonly string[];
  /** Tracked files differ from the commit. */
  dirty: boolean;
  /** There are files that are neither tracked nor ignored. */
  untracked: boolean;
}
