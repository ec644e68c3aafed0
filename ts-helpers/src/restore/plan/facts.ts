import type {Verdict} from '../../archive/inventory.ts';
import type {Manifest} from '../../archive/manifest.ts';
import type {ComposeModel, Container} from '../../compose/model.ts';
import type {PlannedFiles, PlannedServer} from '../../backup/plan.ts';

/** The archive that is restored. */
export interface RestoreSource {
  bucket: string;
  key: string;
  /** Bytes. */
  size: number;
  at: Date;
  /** Its name says something else. */
  isMisdated?: boolean;
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
