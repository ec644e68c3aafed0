/** Exit codes of `countable`, by what the caller can do about it. */
export const EXIT = {
  ok: 0,
  /** A bug of ours: please report it. */
  internal: 1,
  /** Wrong arguments or settings. */
  usage: 2,
  /** Something this machine lacks: Docker, Node, disk, a free port. */
  machine: 3,
  /** The project's own files: compose, tests, variables. */
  project: 4,
  testsFailed: 5,
  deployFailed: 6,
  /** Somebody else is at it: a lock, a newer build. */
  conflict: 7,
  /** An outside service did not do its part. */
  service: 8,
  timeLimit: 9,
  /** A backup, or the proof of one. */
  backupFailed: 10,
  interrupted: 130,
} as const;

export interface Entry {
  exit: number;
  /** What the code stands for, in a sentence; the message of one occurrence says the particulars. */
  means: string;
  /** What to do, when the place that throws knows nothing better. */
  remedy: string;
}

export const entry = (exit: number, means: string, remedy: string): Entry => ({exit, means, remedy});
