import type {ComposeModel, Container, EngineVolume} from '../../compose/model.ts';
import type {ComposeSource} from '../../compose/source.ts';
import type {Settings} from '../../settings/settings.ts';
import type {DataSource} from './data.ts';
import type {Settled} from './files.ts';

/** What is known of a project on the machine of somebody who works on it, before anything is changed. */
export interface UpFacts {
  /** What Compose calls it there. */
  composeProject: string;
  model: ComposeModel;
  sources: readonly ComposeSource[];
  override: Settled;
  environment: Settled;
  /** Variables without a value. */
  unset: readonly string[];
  /** Of these two that are to be there and git would commit. */
  exposed: readonly string[];
  containers: readonly Container[];
  volumes: readonly EngineVolume[];
  /** Folders with something in them, and volumes of others, in which its databases keep what they have. */
  heldBefore: readonly string[];
  data: DataSource;
  /** An earlier run was to load it and did not come so far. */
  isDue: boolean;
  health: Settings['health'];
}
