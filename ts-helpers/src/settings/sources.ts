import type {SettingsFile} from './read.ts';

export interface SettingsVariables {
  slackChannel?: string | undefined;
  deployRoot?: string | undefined;
  sentryUrl?: string | undefined;
  sentryOrganization?: string | undefined;
  sentryTeam?: string | undefined;
  /** `separate`, or `same` for the same job. */
  production?: string | undefined;
  /** Domains, separated by commas. */
  mailDomains?: string | undefined;
}

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
