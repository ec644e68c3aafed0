import {byName} from './byName.ts';
import * as z from 'zod/mini';
import {COMPRESSIONS} from './key.ts';

const count = z.int().check(z.nonnegative());
const time = z.iso.datetime();

/** A table, a collection: what of it can be compared with what was restored. */
const table = z.object({
  rows: count,
  /** Of what the dump has of it. */
  bytes: count,
  /** SHA-256 of the same; not where others could read this who cannot read the archive. */
  digest: z.optional(z.string()),
});

const database = z.object({
  name: z.string(),
  /** Folder of the archive in which its dump lies, in pieces. */
  member: z.string(),
  /** Of the dump. */
  bytes: count,
  /** Of everything in the dump that is no row: tables, indexes, functions, rights. */
  schema: z.optional(z.string()),
  tables: byName(table),
});

const server = z.object({
  kind: z.enum(['postgres', 'mysql', 'mongo']),
  /** As it says it. */
  version: z.string(),
  /** By its name in the compose files, or the variable that names it where it is none of them. */
  service: z.string(),
  /** Where it was, where it is no service. */
  host: z.optional(z.string()),
  /** As the compose files name it, and the very one that ran. */
  image: z.string(),
  imageId: z.string(),
  /** Who the server was set up as, which rights in the dump go by. */
  owner: z.string(),
  /** At which it listened, where that is not the usual one. */
  port: z.optional(z.int()),
  /** Member with the roles, where there are any. */
  roles: z.optional(z.object({member: z.string(), names: z.array(z.string()), bytes: count})),
  databases: z.array(database),
});

const files = z.object({
  /** Volume, or folder of the host, as the compose files name it. */
  source: z.string(),
  type: z.enum(['volume', 'bind']),
  /** Services that have it, and where the first of them does. */
  services: z.array(z.string()),
  target: z.string(),
  member: z.string(),
  /** Of the tar. */
  size: count,
  /** Entries that are files, links or folders, and bytes of the files. */
  entries: count,
  bytes: count,
  /** The sum of a SHA-256 for each: name, kind, owner, mode and contents. */
  digest: z.optional(z.string()),
});

/** What an archive holds. It is its last member, and lies beside it as an object. */
export const manifestSchema = z.object({
  format: z.literal(1),
  project: z.string(),
  environment: z.string(),
  instance: z.optional(z.string()),
  /** Begun, and complete. */
  at: time,
  completedAt: time,
  compression: z.enum(COMPRESSIONS),
  /** How many the project wants kept: who deletes has no other word of it. */
  keep: z.optional(z.object({daily: count, weekly: count, monthly: count})),
  /** Public keys of age to which it is encrypted; none where it is not. */
  recipients: z.array(z.string()),
  /** What ran: as the deploy has recorded it. */
  commit: z.nullable(z.string()),
  /** Who made it: build and its address, or a person. */
  by: z.string(),
  servers: z.array(server),
  /** Those of which every moment is kept as well, and what pgBackRest calls them. */
  pitr: z.optional(z.array(z.object({service: z.string(), stanza: z.string()}))),
  files: z.array(files),
  /** What was left out, and why. */
  leftOut: z.array(z.object({what: z.string(), why: z.string()})),
});

/** Kinds of servers that are dumped. */
export type EngineKind = Manifest['servers'][number]['kind'];
export type Manifest = z.infer<typeof manifestSchema>;
export type ServerManifest = Manifest['servers'][number];
export type DatabaseManifest = ServerManifest['databases'][number];
export type TableManifest = DatabaseManifest['tables'][string];
export type FilesManifest = Manifest['files'][number];

/** Of the last member of an archive. */
export const MANIFEST = 'manifest.json';

/** For who may not read the archive: without what would tell whether a guess of its contents is right. */
export const withoutDigests = (manifest: Manifest): Manifest => ({
  ...manifest,
  servers: manifest.servers.map(one => ({...one, databases: one.databases.map(withoutContents)})),
  files: manifest.files.map(({digest: _, ...rest}) => rest),
});

/** How much there is of it, and nothing that tells what. */
export const withoutContents = ({schema: _, ...database}: DatabaseManifest): DatabaseManifest => ({
  ...database,
  tables: Object.fromEntries(
    Object.entries(database.tables).map(([name, {rows, bytes}]) => [name, {rows, bytes}]),
  ),
});

/** Of all tables. */
export const rowsIn = (tables: Readonly<Record<string, {rows: number}>>): number =>
  Object.values(tables).reduce((sum, {rows}) => sum + rows, 0);
