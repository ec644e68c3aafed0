import type {Readable} from 'node:stream';
import type {Beside} from './beside.ts';
import type {Inside} from './inside.ts';
import type {Masking} from './masking.ts';
import type {DumpReader} from './reader.ts';
import type {Whole} from './whole.ts';

import type {EngineKind} from '../archive/manifest.ts';

/** What a server says of itself. */
export interface ServerLook {
  version: string;
  /** Who it was set up as. */
  owner: string;
  /** Who asks, where that can be somebody else: on servers elsewhere. */
  asker?: string;
  /** Those that have to be kept, with what they take on its disk, bytes. */
  databases: {name: string; bytes: number}[];
  /** Those that this user cannot read. */
  closed: string[];
  /** Those that let nobody in, whoever asks: they cannot be read. */
  shut?: string[];
  /** Databases of which the dump has what was in their tables before as well. */
  histories?: string[];
  /** What a dump does not have, and why. */
  lost?: {what: string; why: string}[];
  /** None where it has no such thing. */
  roles: string[];
  /** Who asks may read all of them, with their passwords. Default: yes. */
  isSuperuser?: boolean;
  /** At which it listens. */
  port?: number;
}

/** Variables of the image; words for a program that it starts as it is. */
export interface Listening {
  variables?: Readonly<Record<string, string>>;
  options?: {program: string; words: readonly string[]};
}

/**
 * A kind of database server: how it is looked at, dumped, and filled again, by the tools of its own image, so that their
 * versions are always the same. `words` are run as they are by whoever is `inside`.
 */
export interface Engine {
  kind: EngineKind;
  look(inside: Inside): Promise<ServerLook>;
  /** All of its roles, to stdout; null where it has none of its own. */
  dumpRoles(look: ServerLook): readonly string[] | null;
  /** One database, as it is at one moment, to stdout. */
  dump(database: string, look: ServerLook): readonly string[];
  /** Hears a dump as it comes, and tells what is in it. */
  reader(): DumpReader;
  /** Variables of the image by which a new, empty server is like the one that was dumped, with this password. */
  emptyServer(owner: string, password: string): Readonly<Record<string, string>>;
  /** Ends with 0 once a server answers for good, not while its image still prepares it. */
  isReady: readonly string[];
  /** What makes an empty server quick that nobody will miss: it may lose all when its machine goes down. */
  hurry: readonly (readonly string[])[];
  /** The same for what it takes only when it starts, by a program that many images start as it is. */
  hurryFromStart?: {program: string; words: readonly string[]};
  /** At which one of its images listens, and what lets an empty one listen at another. */
  listening: {usual: number; at(port: number): Listening};
  /** What has to be gone from an empty server before these can be restored into it. */
  makeRoom(databases: readonly string[]): readonly (readonly string[])[];
  /** Takes the roles from stdin. Those that an empty server has are there already. */
  restoreRoles: readonly string[];
  /** Where roles have rights on tables they are complete only once these are there: what makes them before that, so far as it can. */
  beginRoles?: readonly string[];
  /** Takes the dump of a database from stdin. Ends with something else than 0 at the first thing that fails. */
  restore(database: string): readonly string[];
  /** What is loaded of a dump, where that is more than the dump itself. */
  settled?(dump: Readable): Readable;
  /** What is there and cannot be read, each with the server's own words: why a dump of it is another. */
  unreadable?(inside: Inside): Promise<string[]>;
  /** What of a dump is loaded first, and what once all databases are there; for where that may be of other databases. */
  parting?(dump: Readable): {tables: Readable; views(): Buffer};
  /** Takes questions from stdin and prints the answers; ends as `restore` does. Null where it speaks no SQL. */
  query(database: string): readonly string[] | null;
  /** How what its databases hold is masked; null where nothing of it has columns. */
  masking: Masking | null;
  /** How one of its databases takes the place of another; null where only whole servers do. */
  beside: Beside | null;
  /** How another server takes its place; null where databases do. */
  whole: Whole | null;
  /** Removes what the tool says of no consequence, from what it complained of. */
  complaints(text: string): string[];
}
