import {engineKindOf} from '../archive/content.ts';
import type {Evidence} from '../archive/evidence.ts';
import {type EngineKind, rowsIn} from '../archive/manifest.ts';
import {addedTo, type Holds, whatHolds} from '../dumps/holds.ts';
import {type Dump, openDumps, type Opened, type OpenNeeds} from '../dumps/open.ts';
import {asOwner, PROVER} from '../dumps/owners.ts';
import {restoreDump} from '../dumps/restore.ts';
import type {DumpRead} from '../engines/reader.ts';
import {CommandFailed, UserError} from '../errors/userError.ts';
import type {Hashed} from '../outside/hashing.ts';
import type {NamedPipes} from '../outside/namedPipes.ts';
import type {Voice} from '../run/voice.ts';
import {type ProofServer, type ServerNeeds, startServer} from './act/server.ts';
import {tellingTenths} from './act/telling.ts';
import {NotProven} from './failed.ts';

export interface FillNeeds extends ServerNeeds, OpenNeeds {
  voice: Pick<Voice, 'info'>;
}

/** A server that a dump goes into, by the service that it is like. */
export interface DumpPlace {
  service: string;
  image: string;
  /** Of what runs; empty where nothing does. */
  imageId: string;
  /** Of what does not say which database it is. */
  database: string;
  /** Of what belongs to nobody; default: whoever restores. */
  owner?: string;
}

export interface Filling {
  /** Of its containers. */
  name: string;
  label: string;
  pipes: NamedPipes | undefined;
  /** Bytes of what is read, where that is known. */
  size: number | undefined;
  /** Throws where it has none. */
  placeOf(dump: Dump): DumpPlace;
}

/** An empty server that was filled, and what it had before. */
export interface FilledAside {
  server: ProofServer;
  before: Holds;
}

/** What has come, as far as it has. */
export interface Filled {
  layers: readonly string[];
  /** Users that it speaks of and does not make. */
  usersMade: string[];
  running: Map<EngineKind, FilledAside>;
}

/**
 * Whatever people have, restored into empty throw-away servers, one of each kind that is in it. Throws DUMP_EMPTY, DUMP_UNKNOWN,
 * DUMP_BROKEN and DUMP_REFUSED; PROOF_IMPOSSIBLE; and what `placeOf` throws.
 */
export const fillServers = (
  {stream, size: read}: Hashed,
  {filling, filled}: {filling: Filling; filled: Filled},
  needs: FillNeeds,
): Promise<Opened> => {
  const {size} = filling;
  const take = async (dump: Dump): Promise<void> => {
    filled.layers = dump.layers;
    needs.voice.info(`It is: ${dump.layers.join(', ')}`);
    const place = filling.placeOf(dump);
    const {server} = await serverFor(dump, {place, filling, filled}, needs);
    const tell = needs.voice.info;
    const body = size === undefined ? dump.body : tellingTenths(dump.body, {size, read, tell});
    const target = {...server, pipes: needs.pipes};
    const restored = () => restoreDump({...dump, body}, place.database, target);
    const made = await asOwner(place.owner, {dump, target}, restored).catch(async (error: unknown) => {
      throw await blamed(error, server);
    });
    filled.usersMade.push(...made);
  };
  return openDumps(stream, take, needs);
};

/** Of a server that went down, or a machine that has nothing left, what was refused tells nothing. */
const blamed = async (error: unknown, {blame}: ProofServer): Promise<unknown> => {
  if (!(error instanceof UserError)) return error;
  const failed = error.cause instanceof CommandFailed ? error.cause : complaintIn(error);
  if (failed === undefined) return error;
  const told = await blame(error.message, failed);
  return told instanceof NotProven ? error : told;
};

/** Of a tool that complained, and ended well. */
const complaintIn = ({code, evidence: {log}}: UserError): CommandFailed | undefined =>
  code === 'DUMP_REFUSED' && log !== undefined
    ? new CommandFailed({program: 'docker', args: [], exitCode: 0, tail: log.lines})
    : undefined;

const serverFor = async (
  {content}: Dump,
  {place, filling, filled}: {place: DumpPlace; filling: Filling; filled: Filled},
  needs: FillNeeds,
): Promise<FilledAside> => {
  const kind = engineKindOf(content);
  const there = filled.running.get(kind);
  if (there !== undefined) return there;
  const {service, image, imageId} = place;
  const {name, label, pipes} = filling;
  const stored = {...{service, image, imageId, kind}, version: '', owner: PROVER, databases: []};
  const server = await startServer(stored, {name, label, network: undefined, pipes}, needs);
  const started = {server, before: await whatHolds(server)};
  filled.running.set(kind, started);
  return started;
};

/** What a server holds now that it did not hold before. */
export interface HeldAside {
  server: ProofServer;
  now: Holds;
  databases: [string, DumpRead][];
}

/** Dumps all of them, and counts what has come. Throws NotProven where one cannot be read. */
export const heldAside = async ({running}: Pick<Filled, 'running'>): Promise<HeldAside[]> => {
  const all: HeldAside[] = [];
  for (const {server, before} of running.values()) {
    const now = await counting(server);
    const databases = addedTo(before, now).filter(([, {tables}]) => Object.keys(tables).length > 0);
    all.push({server, now, databases});
  }
  return all;
};

const counting = async (server: ProofServer): Promise<Holds> => {
  try {
    return await whatHolds(server);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw await server.blame('what was restored cannot be read', error);
  }
};

/** The same, as it is told. */
export const countedOf = ({server, now, databases}: HeldAside): Evidence['servers'][number] => {
  const {service, kind, image} = server.stored;
  return {
    ...{service, kind, image, imageId: server.imageId, version: now.look.version},
    databases: databases.map(([name, {tables}]) => {
      const rowsByTable = Object.fromEntries(Object.entries(tables).map(([table, {rows}]) => [table, rows]));
      return {name, tables: Object.keys(tables).length, rows: rowsIn(tables), rowsByTable};
    }),
  };
};

/** Why it is no backup of anything; undefined where it is one. */
export const whyEmpty = (servers: Evidence['servers']): string | undefined => {
  const all = servers.flatMap(({databases}) => databases);
  if (all.length === 0) return 'it was restored, and there is no table in it';
  if (all.every(({rows}) => rows === 0)) return 'it was restored, and there is no row in any of its tables';
  return undefined;
};
