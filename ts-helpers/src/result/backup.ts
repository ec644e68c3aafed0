/** What a backup came to. */
export interface BackupOutcome {
  bucket: string;
  key: string;
  /** ISO 8601, UTC: the moment that it is of. */
  at: string;
  /** Bytes of the object, and of what it was made of. */
  size: number;
  read: number;
  databases: number;
  tables: number;
  rows: number;
  files: number;
  recipients: number;
}

/** What the proof of a backup came to. */
export interface ProofOutcome {
  bucket: string;
  key: string;
  verdict: 'proven' | 'failed';
  /** What differs, in a line each; nothing where it is proven. */
  differences: readonly string[];
  /** Until all data was there again, and until the project answered on it: what a restore takes. */
  restoreMs: number;
  answeredMs?: number;
  durationMs: number;
  /** An older script left it: nothing was recorded that it could be compared with. */
  isOlder?: true;
  /** Servers that were brought back to a moment. */
  moments?: readonly MomentOutcome[];
}

/** A server as it was at a moment, read whole. */
export interface MomentOutcome {
  service: string;
  /** The moment that was asked for; absent: the last. */
  until?: string | undefined;
  /** The last change that came back. */
  reached?: string | undefined;
  restoreMs: number;
  /** Why it could not be, or what is missing in it. */
  differences: readonly string[];
  databases: readonly {name: string; tables: number; rows: number}[];
}
