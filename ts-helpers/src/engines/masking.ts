import type {Column} from '../archive/column.ts';
import type {Mask} from '../settings/settings.ts';

/** One that a mask of ours makes anew. */
export interface MaskedColumn extends Column {
  mask: Exclude<Mask, 'keep' | 'sql'>;
}

/** One of which is noted what it held. */
export interface NotedColumn extends Column {
  note: number;
}

/** What of a masked column is there afterwards. */
export interface LeftOf {
  note: number;
  /** Rows that hold what the column held before. */
  left: number;
  /** Different values: now, and before. */
  values: number;
  former: number;
}

/** A trigger that no mask can keep still. */
export interface Watcher {
  table: string;
  name: string;
}

/**
 * How a database is masked in which nobody else is. All of it is SQL, for `query` of its engine; what of it asks prints a line
 * of JSON each.
 */
export interface Masking {
  /** All columns, a `Column` a line, but for those that are made of others. */
  columns: string;
  /** Notes what these hold, so that it is known again. */
  remember(columns: readonly NotedColumn[]): string;
  /** Of one table. The same value becomes the same wherever it is, as long as the secret is the same. Throws MASK_FAILED. */
  mask(columns: readonly MaskedColumn[], secret: string): string;
  /** A `LeftOf` a line. */
  left(columns: readonly NotedColumn[]): string;
  /** What would note elsewhere what masks of these replace, a `Watcher` a line. */
  watchers(columns: readonly MaskedColumn[]): string;
  /** Takes out of it what leads to other servers by passwords of production, or waits for them; empty where there is no such thing. */
  cut: string;
  /** Removes what was noted. */
  forget: string;
  /** Takes a project's own SQL from stdin: all of it is done, or nothing. */
  script(database: string): readonly string[];
  /** Where SQL of a script has failed, by what its tool printed. */
  failedAt(printed: string): {line: number; says: string} | undefined;
}
