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
}

export interface Stopped {
  container: string;
  service: string;
}

/** What trades places, in one moment for each server. */
export interface Swap {
  servers: readonly ServerSwap[];
  folders: readonly FolderSwap[];
  /** What uses them, and is stopped meanwhile. */
  stops: readonly Stopped[];
}
