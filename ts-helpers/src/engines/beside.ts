import type {Readable} from 'node:stream';

/** A database, and the one that takes its place. */
export interface Pair {
  /** The one that is used, and what it is called afterwards; undefined where there is none yet. */
  live: {name: string; after: string} | undefined;
  /** The one that was made beside it, and the name under which it is used. */
  loaded: {name: string; after: string};
}

/**
 * How a database is made beside one that is used, and takes its place by its name. `words` are run as they are by whoever is
 * inside of the server.
 */
export interface Beside {
  /** `shop` and `restoring_1` make `shop_restoring_1`, as short as names have to be; the same for the same words. */
  nameOf(database: string, suffix: string): string;
  /** A dump of one database as that of another name. */
  renaming(source: Readable, from: string, to: string): Readable;
  /** Of the text of all roles, what makes those that are not there; those that are there stay as they are. */
  missingRoles(text: string, there: readonly string[]): {sql: string; names: string[]};
  /** Takes SQL from stdin and ends with something else than 0 at the first thing that fails. */
  statements: readonly string[];
  /** Everybody is sent away from those that are used, and names change in one moment: all of them, or none. */
  swap(pairs: readonly Pair[]): string;
  /** That fails because somebody came back in between. */
  isHeld(text: string): boolean;
  /** Who is connected, a line each. */
  clients(databases: readonly string[]): string;
  drop(database: string): string;
}
