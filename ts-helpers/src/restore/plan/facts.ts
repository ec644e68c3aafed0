import type {Verdict} from '../../archive/inventory.ts';
import type {Manifest} from '../../archive/manifest.ts';
import type {ComposeModel, Container, ContainerMount} from '../../compose/model.ts';
import type {WholeLook} from '../../engines/whole.ts';
import type {PlannedFiles, PlannedServer} from '../../backup/plan.ts';

/** The archive that is restored. */
export interface RestoreSource {
  bucket: string;
  key: string;
  /** Bytes. */
  size: number;
  at: Date;
  verdict: Verdict;
}

/** A server of the project that runs here, and what it holds. */
export interface LiveServer extends PlannedServer {
  version: string;
  /** Those that its user may read, with what they take on its disk, bytes; and the names of others. */
  databases: readonly {name: string; bytes: number}[];
  closed: readonly string[];
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
  environment: string;
  composeProject: string;
  source: RestoreSource;
  manifest: Manifest;
  /** The only service whose data is restored. */
  only: string | undefined;
  servers: readonly LiveServer[];
  files: readonly LiveFiles[];
  model: ComposeModel;
  containers: readonly Container[];
  now: Date;
}
