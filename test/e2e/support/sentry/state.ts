/** What the server holds, in the shapes of Sentry's API as far as we read them. */
export interface SentryState {
  organization: string;
  teams: string[];
  projects: Project[];
  /** By the project's slug. */
  keys: Record<string, Key[]>;
  workflows: Workflow[];
  rules: Record<string, Rule[]>;
  detectors: Detector[];
  integrations: Integration[];
  releases: Release[];
  /** What was uploaded, multipart and all, as Latin 1. */
  chunks: string[];
  /** Bundles of source maps. */
  bundles: {version: string; projects: string[]}[];
  /** Old slug → new slug, of projects that were renamed. */
  moved: Record<string, string>;
  /** Slugs that are taken by projects the token does not see. */
  hidden: string[];
  /** Slack channels that its integration may write to; all where it is undefined. */
  channels: string[] | undefined;
  /** Whose the token is: that of an internal integration sees no list of organisations. */
  tokenOf: 'integration' | 'person';
  /** Uptime monitors that may be on. */
  seats: number;
  /** Asks Slack for so long that it says it will go on by itself. */
  isSlow: boolean;
}

export interface Project {
  id: string;
  slug: string;
  name: string;
  platform: string;
  teams: {id: string; slug: string; name: string}[];
}

export interface Key {
  id: string;
  name: string;
  label: string;
  isActive: boolean;
  dsn: {public: string; secret: string};
}

interface Condition {
  id: string;
  type: string;
  comparison: unknown;
  conditionResult: unknown;
}

export interface ActionFilter {
  id: string;
  logicType: string;
  conditions: Condition[];
  actions: {
    id: string;
    type: string;
    integrationId: string | null;
    data: object;
    config: Record<string, string | null>;
  }[];
}

export interface Workflow {
  id: string;
  name: string;
  enabled: boolean;
  environment: string | null;
  detectorIds: string[];
  config: {frequency: number};
  triggers: ActionFilter;
  actionFilters: ActionFilter[];
}

export interface Rule {
  id: string;
  name: string;
  status: string;
  conditions: ({id: string} & Record<string, unknown>)[];
  filters: object[];
  actions: ({id: string} & Record<string, unknown>)[];
  actionMatch: string;
  filterMatch: string;
  frequency: number;
  environment: string | null;
  owner: string | null;
}

export interface Detector {
  id: string;
  projectId: string;
  name: string;
  type: string;
  enabled: boolean;
  dataSources: {type: string; queryObj: {url: string; intervalSeconds: number; timeoutMs: number}}[];
}

interface Integration {
  id: string;
  name: string;
  status: string;
  organizationIntegrationStatus: string;
  provider: {key: string};
}

export interface Release {
  version: string;
  projects: string[];
  commits: {id: string; message: string; author_email?: string; repository?: string}[];
  deploys: {
    id: string;
    environment: string;
    name: string | null;
    url: string | null;
    dateStarted: string | null;
  }[];
}

export const emptyState = (): SentryState => ({
  organization: 'acme',
  teams: ['web'],
  projects: [],
  keys: {},
  workflows: [],
  rules: {},
  detectors: [],
  integrations: [
    {
      id: '77',
      name: 'Acme',
      status: 'active',
      organizationIntegrationStatus: 'active',
      provider: {key: 'slack'},
    },
  ],
  releases: [],
  chunks: [],
  bundles: [],
  moved: {},
  hidden: [],
  channels: undefined,
  tokenOf: 'integration',
  seats: 100,
  isSlow: false,
});

/** As people rename a project: the old slug leads to the new one. */
export const rename = (state: SentryState, from: string, to: string): void => {
  const project = state.projects.find(({slug}) => slug === from);
  if (project === undefined) throw new Error(`There is no project ${from}.`);
  project.slug = to;
  state.moved[from] = to;
  for (const [old, now] of Object.entries(state.moved)) if (now === from) state.moved[old] = to;
  state.keys = moved(state.keys, from, to);
  state.rules = moved(state.rules, from, to);
};

const moved = <T>(held: Record<string, T>, from: string, to: string): Record<string, T> =>
  Object.fromEntries(Object.entries(held).map(([slug, value]) => [slug === from ? to : slug, value]));
