import type {DumpContent} from '../../archive/content.ts';
import type {Verdict} from '../../archive/inventory.ts';
import type {Manifest, ServerManifest} from '../../archive/manifest.ts';
import type {ComposeModel, Container, ContainerMount} from '../../compose/model.ts';
import type {WholeLook} from '../../compose/wholeLook.ts';
import type {PlannedFiles, PlannedServer} from '../../backup/plan.ts';
import type {KeptMoment} from '../../pitr/plan.ts';

/** What is restored. */
export type RestoreSource = ArchiveSource | MomentSource | DumpSource;

export interface ArchiveSource {
  bucket: string;
  key: string;
  /** Bytes. */
  size: number;
  at: Date;
  /** Its name says something else. */
  isMisdated?: boolean;
  verdict: Verdict;
  /** Of one that is proven: which bytes were, by which images of servers, by service. */
  proof?: {sha256: string; images: Readonly<Record<string, string>>};
}

/** Servers as they were at a moment. */
export interface MomentSource {
  bucket: string;
  /** Below which all moments of the project lie. */
  key: string;
  at: Date;
  kept: readonly MomentServer[];
  /** The last one before it, with its services, volumes and folders: some have no moments. */
  archive: {key: string; at: Date; has: readonly string[]};
  /** How long it took, the last time that it was proven; undefined: nobody knows. */
  provenMs: number | undefined;
  /** What there was, once it was brought back. */
  found?: readonly FoundServer[];
}

/** A dump that people have: nothing tells what it held. */
export interface DumpSource {
  /** Undefined where it is in none. */
  bucket: string | undefined;
  /** A file, or `-`, which is read once. */
  key: string;
  /** When it was written; of what is read once, now. */
  at: Date;
  /** Bytes; undefined of what has to be read for it. */
  size: number | undefined;
  /** What it lies in, and what it is, so far as a plan may read it. */
  layers: readonly string[];
  content?: DumpContent;
  /** What it held, once it was restored aside. */
  found?: readonly HeldServer[];
}

/** A server of which that moment is kept, and by which image it is brought back. */
export interface MomentServer extends KeptMoment {
  image: string;
  imageId: string;
  /** Who it was set up as. */
  owner: string;
  /** What is free where the engine keeps containers, bytes; `isShared`: the server's own files lie there as well. Undefined: untold. */
  engine: {free: number; isShared: boolean} | undefined;
}

export interface FoundServer {
  service: string;
  /** Bytes on disk, and names of tables. */
  databases: readonly {name: string; bytes: number; tables: readonly string[]}[];
}

/** What of a manifest is planned with. */
export interface Held extends Pick<Manifest, 'at' | 'files'> {
  servers: readonly HeldServer[];
}

export interface HeldServer extends Pick<ServerManifest, 'service' | 'kind' | 'version' | 'roles'> {
  databases: readonly {name: string; bytes: number; tables: Readonly<Record<string, unknown>>}[];
}

/** A server of the project that runs here, and what it holds. */
export interface LiveServer extends PlannedServer {
  version: string;
  /** Who it was set up as. */
  owner?: string;
  /** Those that its user may read, with what they take on its disk, bytes; and the names of others. */
  databases: readonly {name: string; bytes: number}[];
  closed: readonly string[];
  /** Whether its user may read the users. */
  isSuperuser?: boolean;
  /** Bytes that are free where it keeps its files; undefined where it does not tell. */
  free: number | undefined;
  /** Where it keeps what it has; absent where databases change names. */
  data?: LiveData;
}

/** The folder of a server that is restored as a whole. */
export interface LiveData extends WholeLook {
  /** What of the engine's host or of its volumes it lies in; undefined where it lies in the container alone. */
  mount: Pick<ContainerMount, 'source' | 'target'> | undefined;
  /** The folder itself, on the host of the engine; undefined where that has no such place. */
  path: string | undefined;
}

/** A volume or folder of the project here, and where the engine keeps it. */
export interface LiveFiles extends PlannedFiles {
  /** On the host of the engine; undefined where that is elsewhere, or no folder. */
  path: string | undefined;
}

export interface RestoreFacts {
  project: string;
  /** Where the deploy's own files lie. */
  folder: string;
  environment: string;
  composeProject: string;
  source: RestoreSource;
  manifest: Held;
  /** The only service whose data is restored. */
  only: string | undefined;
  servers: readonly LiveServer[];
  files: readonly LiveFiles[];
  model: ComposeModel;
  containers: readonly Container[];
  now: Date;
}

export interface ArchiveFacts extends RestoreFacts {
  source: ArchiveSource;
  manifest: Manifest;
}

export interface MomentFacts extends RestoreFacts {
  source: MomentSource;
}

export interface DumpFacts extends RestoreFacts {
  source: DumpSource;
}

export type AnyFacts = ArchiveFacts | DumpFacts | MomentFacts;

export const areOfDump = (facts: AnyFacts): facts is DumpFacts => isOfDump(facts.source);

export const isOfDump = (source: object): source is DumpSource => 'layers' in source;

export const areOfMoment = (facts: AnyFacts): facts is MomentFacts => isOfMoment(facts.source);

export const isOfMoment = (source: object): source is MomentSource => 'kept' in source;
