/** All layers merged over the defaults: what the domain decides with. */
export interface Settings {
  name?: string;
  instance?: string;
  branches: Record<string, string>;
  compose: {file?: string; environments: Record<string, string>};
  test: 'none' | {service: string; command?: string; junit: string[]};
  agents: Record<string, string>;
  /** Those of them that the organisation chose. */
  organisationAgents: Readonly<Record<string, string>>;
  slack: {channel?: string; defaultChannel?: string; direct?: boolean};
  /** Absent where nobody set it up. */
  mail?: MailSettings;
  /** Addresses that reach people, by the address or the name that git has. */
  people: Record<string, string>;
  health: {
    path?: string;
    url?: string;
    host?: string;
    minutes: number;
    /** Seconds that a container has to run to count as up, where they do not follow from the service. */
    settle?: number;
    none: boolean;
  };
  /** Minutes. */
  timeouts: {test: number; deploy: number; lock: number};
  deployRoot?: string;
  /** Every one that any layer names: what has been deployed by another is there all the same. */
  deployRoots: readonly string[];
  /** What tests of this project may have of an agent that deploys: the organisation's word alone (docs/how-to/test.md). */
  hostAccess?: readonly string[];
  /** `none` where the project is to have no Sentry. */
  sentry: 'none' | SentrySettings;
  jenkins: JenkinsSettings;
  /** The only branches that may deploy to production, by the organisation's word; absent where it has none. */
  productionBranches?: readonly string[];
  /** What of the repository's settings does not count, and why, in words. */
  notes: readonly string[];
}

export interface MailSettings {
  from?: string;
  when: 'fallback' | 'always' | 'never';
  /** The organisation's word: whose addresses are mailed, and single addresses besides. */
  domains: readonly string[];
  addresses: readonly string[];
}

export interface JenkinsSettings {
  jobs: 'multibranch' | 'classic' | 'organization';
  /** Path of the folder that the jobs are in: `team/web`. */
  folder?: string;
  /** Id of the credential that checks out. */
  credential?: string;
  /** Whether production is deployed by the branch's job, or only by a job of its own. */
  production: 'same' | 'separate';
}

export interface SentrySettings {
  /** Default: Sentry's own service. */
  url?: string;
  /** Slug. Default: the only one that the token sees. */
  organization?: string;
  /** Slug. Default: the only one there is. */
  team?: string;
  /** Slug of the project. Default: `<name>-<environment>`. */
  project?: string;
  /** Default: guessed from the code. */
  platform?: string;
  /** Slack workspace, where several are connected. */
  workspace?: string;
  /** Slack channel of alerts, by its name. Default: `slack.channel`. */
  channel?: string;
  /** Events of an issue within an hour that make it spiking. */
  spike: number;
  /** Address to be watched, or none. Default: `health.url`. */
  uptime?: string;
  sourceMaps?: 'none';
}
