import type {Commit} from '../domain/changes.ts';
import type {Alert, WantedAlert} from '../domain/sentry/alerts.ts';
import type {ClientKey, Monitor, SentryProject} from '../domain/sentry/facts.ts';
import type {HttpApiOptions} from './httpApi.ts';
import {alertsOf} from './sentry/alerts.ts';
import {findOrganization} from './sentry/organization.ts';
import {projectsOf} from './sentry/projects.ts';
import {releasesOf} from './sentry/releases.ts';
import {createSentryTransport} from './sentry/transport.ts';
import {uptimeOf} from './sentry/uptime.ts';

/** A Sentry organisation, through Sentry's REST interface (https://docs.sentry.io/api/). */
export interface Sentry {
  readonly organization: string;
  /** Where its interface is: that of the organisation's region. */
  readonly url: string;
  /** Of that slug, or of the one it was renamed to. */
  project(slug: string): Promise<SentryProject | undefined>;
  /** Slugs. */
  teams(): Promise<string[]>;
  /** Throws SENTRY_SLUG_TAKEN or SENTRY_TEAM_UNKNOWN. */
  createProject(project: {team: string; slug: string; platform: string}): Promise<SentryProject>;
  keys(project: string): Promise<ClientKey[]>;
  createKey(project: string, name: string): Promise<ClientKey>;
  renameKey(project: string, id: string, name: string): Promise<void>;
  /** Workflows, or on servers that have none, project rules; such servers have no monitors either. */
  alerts(project: string): Promise<{kind: 'workflows' | 'rules'; entries: Alert[]}>;
  /** Makes the alert, or brings the one of that id back. Throws SENTRY_CHANNEL_REFUSED. */
  putAlert(project: string, alert: WantedAlert, to: AlertPlace): Promise<void>;
  /** Undefined where the server has no monitors. */
  monitors(project: string): Promise<Monitor[] | undefined>;
  /** Throws SENTRY_UPTIME_REFUSED. */
  putUptime(project: string, uptime: {name: string; url: string; replaces?: string}): Promise<void>;
  /** Slack workspaces that are connected. */
  workspaces(): Promise<{id: string; name: string}[]>;
  /** Tells of a release; one that there is already gets what it lacks. */
  createRelease(release: SentryRelease): Promise<void>;
  createDeploy(version: string, deploy: SentryDeploy): Promise<void>;
}

/** Where an alert goes to, and what stands there already. */
export interface AlertPlace {
  /** Id of the Slack workspace. */
  workspace: string;
  /** Channels that will do, the preferred first. */
  channels: readonly string[];
  /** Id of the alert that is brought back. */
  replaces?: string;
}

export interface SentryRelease {
  version: string;
  /** Slug. */
  project: string;
  /** `team/shop`; undefined where nothing tells it. */
  repository: string | undefined;
  /** Newest first. */
  commits: readonly Commit[];
}

/** Times are ISO 8601, UTC. */
export interface SentryDeploy {
  project: string;
  environment: string;
  name: string;
  url: string | undefined;
  dateStarted: string;
  dateFinished: string;
}

const SENTRY_SAAS = 'https://sentry.io';

type Options = Omit<HttpApiOptions, 'service' | 'url' | 'urlFrom' | 'tokenFrom' | 'headers'> & {
  token: string;
  /** Of a self-hosted server. */
  url: string | undefined;
  /** Slug. */
  organization: string | undefined;
};

/** Finds the organisation and its region. Throws BAD_SETTING, SENTRY_ORGANIZATION_UNKNOWN or SENTRY_NOT_SET_UP. */
export const openSentry = async ({
  token,
  url = SENTRY_SAAS,
  organization,
  ...rest
}: Options): Promise<Sentry> => {
  const options = {
    ...rest,
    service: 'Sentry',
    url,
    urlFrom: 'sentry.url (SENTRY_URL)',
    tokenFrom: 'SENTRY_AUTH_TOKEN',
    headers: {authorization: `Bearer ${token}`, accept: 'application/json'},
  };
  // Only Sentry's own service has regions, and only it is asked which one it is.
  if (organization !== undefined && url.replace(/\/$/, '') !== SENTRY_SAAS)
    return sentryAt(options, organization);
  const found = await findOrganization(createSentryTransport(options), organization);
  return sentryAt({...options, url: found.links?.regionUrl ?? url}, found.slug);
};

const sentryAt = (options: HttpApiOptions, organization: string): Sentry => {
  const transport = createSentryTransport(options, organization);
  const uptime = uptimeOf(transport);
  return {
    organization,
    url: options.url,
    ...projectsOf(transport, organization),
    ...alertsOf(transport, uptime.detectors),
    ...uptime,
    ...releasesOf(transport),
  };
};
