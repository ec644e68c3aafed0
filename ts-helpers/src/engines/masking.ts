import type {Column, ColumnKey} from '../archive/column.ts';
import type {MaskedColumn} from '../project/masks.ts';

/** One of which is asked whether it takes a mask. */
export interface TriedColumn extends MaskedColumn {
  note: number;
}

/** A mask that a column does not take. */
export interface Untaken {
  note: number;
  /** Of the check that refuses it; null: its type does. */
  check: string | null;
}

/** Of which rows no longer find the one that they lead to. */
export interface Dangling {
  note: number;
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

/** Why SQL failed, without anything that a table holds. */
export interface Failure {
  /** Of a script. */
  line?: number;
  says: string;
}

/**
 * How a database is masked in which nobody else is. All of it is SQL, for `query` of its engine; what of it asks prints a line
 * of JSON each.
 */
export interface Masking {
  /** All columns, a `Column` a line. */
  columns: string;
  /** Keys that lead from one to another in the same database, a `ColumnKey` a line. */
  keys: string;
  /** An `Untaken` a line, by a value that nobody has. Null where a column’s `takes` tells it. */
  trial: ((columns: readonly TriedColumn[]) => string) | null;
  /** A `Dangling` a line, by their place among these. Null where a dump loads all the same. */
  dangling: ((keys: readonly ColumnKey[]) => string) | null;
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
  /** Takes the SQL of these from stdin and prints the answers; what fails is printed so that `failedAt` knows it. */
  statements(database: string): readonly string[];
  /** Where SQL has failed, by what its tool printed. */
  failedAt(printed: string): Failure | undefined;
}
