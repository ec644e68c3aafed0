export type TroubleKind =
  | 'missing'
  | 'stale'
  | 'tiny'
  | 'shrinking'
  | 'failed'
  | 'unproven'
  | 'lost key'
  | 'unreadable'
  | 'misdated'
  | 'behind'
  | 'copy missing'
  | 'copy stale'
  | 'copy gone'
  | 'copy broken'
  | 'copies unseen';

/** Something about the backups of a project that somebody has to see to. */
export interface Trouble {
  kind: TroubleKind;
  /** Absent where it is about a whole bucket of copies. */
  project?: string;
  /** Instance or environment, where it is not the project's production itself. */
  part?: string;
  /** Bucket of copies that it is about. */
  place?: string;
  /** What is wrong, in a sentence. */
  message: string;
  /** What mends it. */
  command: string;
}
