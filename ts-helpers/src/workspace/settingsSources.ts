import type {SettingsVariables} from '../settings/variables.ts';
import type {SettingsFile} from './settingsFile.ts';

/** Where settings come from, weakest first. Texts are YAML; `options` are already data. */
export interface SettingsSources {
  /** `COUNTABLE_*` variables. */
  variables?: SettingsVariables;
  /** The file named by COUNTABLE_CONFIG. */
  organisation?: SettingsFile | undefined;
  /** `countable.yml` of the repository. */
  project?: SettingsFile | undefined;
  /** Named arguments of `countablePipeline(...)`. */
  options?: Readonly<Record<string, unknown>> | undefined;
  /** `team/shop`, by which the organisation's file calls a repository. */
  repository?: string | undefined;
}
