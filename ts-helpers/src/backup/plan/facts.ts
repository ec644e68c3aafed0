import type {ComposeModel, Container} from '../../compose/model.ts';
import type {UserError} from '../../errors/userError.ts';
import type {PitrFacts} from '../../pitr/plan.ts';
import type {BackupSettings, DatabaseSetting} from '../../settings/settings.ts';

/** What a backup goes by. */
export interface BackupFacts {
  project: string;
  environment: string;
  instance?: string | undefined;
  composeProject: string;
  /** As it was deployed, or else as the workspace has it. */
  model: ComposeModel;
  /** Those that there are of it, running or not. */
  containers: readonly Container[];
  /** Volumes that are there, by the engine's names. */
  volumes: ReadonlySet<string>;
  /** Folder of the deploy, which sources of bind mounts may lie in. */
  folder: string;
  /** Of each bind mount's source that lies in there: what of it no deploy has brought. */
  own: Readonly<Record<string, OwnFiles>>;
  /** Bytes of mounts, named likewise, as far as somebody tells. */
  sizes: Readonly<Record<string, number>>;
  /** Databases of SQLite by the mount that has them, as `own` names it, or the volume: what services write to that do not keep still. */
  sqlite: Readonly<Record<string, readonly LiveFile[]>>;
  settings: BackupSettings;
  /** Those that are no services. */
  databases: readonly DatabaseSetting[];
  /** Variables of the env file of the deploy. */
  envFile: Readonly<Record<string, string>>;
  /** Of servers whose every moment is, or was, kept; or why that cannot be told. Default: there are none. */
  pitr?: {facts: PitrFacts} | {refused: UserError} | undefined;
}

export interface LiveFile {
  /** That writes to it. */
  service: string;
  /** Relative to the mount. */
  file: string;
}

/** What lies at the source of a bind mount. */
export interface OwnFiles {
  /** All of it is of the commit, some of it, nothing; or there is nothing. */
  is: 'tracked' | 'mixed' | 'own' | 'missing';
  /** Of what is mixed: folders and files, relative to the source, that hold nothing of the commit. */
  paths: readonly string[];
}
