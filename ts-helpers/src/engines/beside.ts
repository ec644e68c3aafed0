import type {Readable} from 'node:stream';
import type {Rename} from '../archive/rename.ts';

export interface Written {
  name: string;
  /** With quotes, where it has some. */
  text: string;
}

export interface RolesThere {
  roles: readonly string[];
  /** Who makes the others may do everything. Default: yes. */
  isSuperuser?: boolean;
}

export interface Renaming {
  from: string;
  to: Written;
  /** Is told of each table before its rows. */
  tableBegins?: (name: string) => void;
}

/**
 * How a database is made beside one that is used, and takes its place by its name. `words` are run as they are by whoever is
 * inside of the server.
 */
export interface Beside {
  /** A dump of one database as that of another name. */
  renaming(source: Readable, renaming: Renaming): Readable;
  /** Takes the dump of a database that is not there yet from stdin, and prints how many rows each table took. */
  load: readonly string[];
  /** Hears that, and tells the rows of each, in the order of the dump. */
  taken(): {hear(piece: Buffer): void; end(): number[]};
  /** The name as a dump writes it that is loaded. */
  quoted(name: string): Written;
  /** Asks how a dump writes a name: it quotes some, and others not. */
  howWritten(name: string): string;
  /** Of the text of all roles, what makes those that are not there; those that are there stay as they are. */
  missingRoles(text: string, there: RolesThere): {sql: string; names: string[]};
  /** Takes SQL from stdin and ends with something else than 0 at the first thing that fails. */
  statements: readonly string[];
  /** Everybody is sent away from them, and names change in one moment, in this order: all of them, or none. */
  rename(renames: readonly Rename[]): string;
  /** That fails because somebody came back in between. */
  isHeld(text: string): boolean;
  /** Who is connected, a line each. */
  clients(databases: readonly string[]): string;
  drop(database: string): string;
  /** Asks for what it hears from other servers: it prints something only where there is such. Before that is cut it is not dropped. */
  subscriptions(database: string): string;
  /** Lets people in again. */
  open(database: string): string;
  /** All names, one a line, also of those that let nobody in. */
  names: string;
}
