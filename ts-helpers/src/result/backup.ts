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
}
