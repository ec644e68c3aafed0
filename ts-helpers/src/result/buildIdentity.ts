import type {Person} from '../history/people.ts';

/** Who, what and where of a build. */
export interface BuildIdentity {
  project: string;
  /** Null when nothing tells it, as in a detached HEAD without Jenkins: such a build is tested only. */
  branch: string | null;
  /** Where this build deploys to; absent when it is tested only. */
  environment?: string;
  /** Why it does, or does not: a sentence. */
  because: string;
  /** Full commit id, or what the SCM calls its revision; null when nothing tells it. */
  commit: string | null;
  /** What is built differs from the commit. */
  dirty?: boolean;
  author?: Person;
  subject?: string;
  /** Number of the pull request that is built. */
  change?: string;
  /** And the branch that it is of. */
  changeBranch?: string;
  /** When Jenkins began it: ISO 8601, UTC. Numbers begin anew with a job that is made anew; this goes on. */
  startedAt?: string;
  job?: string;
  buildNumber?: number;
  buildUrl?: string;
}
