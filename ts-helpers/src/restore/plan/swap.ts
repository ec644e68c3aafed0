import type {EngineKind} from '../../archive/manifest.ts';
import type {Rename} from '../../archive/rename.ts';
import type {Step} from '../../result/step.ts';

export interface RestoreStep extends Step {
  id: 'recover' | PlaceStep['id'];
}

/** What is done once it is known what trades places. */
export interface PlaceStep extends Step {
  id: 'load' | 'compare' | 'stop' | 'swap' | 'start';
}

export const isOfPlaces = (step: RestoreStep): step is PlaceStep => step.id !== 'recover';

/** Databases of a server, and what takes their places. */
export interface ServerSwap {
  service: string;
  kind: EngineKind;
  container: string;
  /** Where it is, where it is no service. */
  host?: string;
  /** What is loaded, and under which name it is until then. */
  loads: readonly {name: string; as: string}[];
  renames: readonly Rename[];
}

/** A volume or folder, and what takes its place: names within the folder above it on the host. */
export interface FolderSwap {
  /** As the compose files call it. */
  name: string;
  /** On the host of the engine. */
  above: string;
  live: string;
  loaded: string;
  before: string;
  /** An image that is here, in which files are moved. */
  image: string;
  /** A server keeps all that it has in it, and is stopped while it changes. */
  server?: SwappedServer;
}

/** A server that trades places with all that it has. */
export interface SwappedServer {
  service: string;
  kind: EngineKind;
  /** At which it listens in its container; the usual one where it is not known. */
  port?: number;
  /** What it has mounted: a volume as the engine calls it, a folder by its path. */
  source: string;
  databases: readonly string[];
  /** The backup has no users: its image makes the one that its environment names, and root with a password by chance. */
  hasUsersOfImage?: true;
}

export interface Stopped {
  container: string;
  service: string;
  /** It is what the others use: the last to be stopped, the first to be started. */
  server?: Pick<SwappedServer, 'kind' | 'port'>;
}

/** What trades places, in one moment for each server. */
export interface Swap {
  servers: readonly ServerSwap[];
  folders: readonly FolderSwap[];
  /** What uses them, and is stopped meanwhile. */
  stops: readonly Stopped[];
}
