/** What a restore, or its undoing, came to. */
export interface RestoreOutcome {
  /** What was restored; absent where a restore was undone. */
  source?: {bucket?: string; key: string; at: string};
  databases: number;
  folders: number;
  rows: number;
  /** Of a dump that nothing tells of: that it was not compared, and what was in it. */
  notCompared?: string;
  held?: readonly {service: string; name: string; tables: number; rows: number}[];
  /** Of a refresh: columns that were masked; absent where nothing had to be. */
  masked?: number;
  /** What was used before, by the name under which it stays. */
  kept: readonly string[];
  /** What stayed as it is, and why. */
  leftAlone?: readonly string[];
  /** Until all of it was loaded and compared, and while services stood still. */
  loadMs: number;
  downMs: number;
}
