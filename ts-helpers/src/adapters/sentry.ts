import type {Commit} from '../domain/changes.ts';
import type {Alert, WantedAlert} from '../domain/sentry/alerts.ts';
import type {ClientKey, Monitor, SentryProject} from '../domain/sentry/facts.ts';
import {UserError} from '../errors.ts';
import type {HttpApiOptions} from './httpApi.ts';
import {alertsOf} from './sentry/alerts.ts';
import {projectsOf} from './sentry/projects.ts';
import {releasesOf} from './sentry/releases.ts';
import {createSentryTransport, type SentryTransport} from './sentry/transport.ts';
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

export const SENTRY_SAAS = 'https://sentry.io';

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
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UserError('BAD_SETTING', `${url} is no address of a Sentry server.`, {
      where: 'sentry.url (SENTRY_URL)',
    });
  }
  const options = {
    ...rest,
    service: 'Sentry',
    url,
    urlFrom: 'sentry.url (SENTRY_URL)',
    tokenFrom: 'SENTRY_AUTH_TOKEN',
    headers: {authorization: `Bearer ${token}`, accept: 'application/json'},
  };
  if (organization !== undefined && new URL(url).hostname !== 'sentry.io')
    return sentryAt(options, organization);
  const transport = createSentryTransport(options);
  const found = await findOrganization(transport, organization);
  return sentryAt({...options, url: found.links?.regionUrl ?? url}, found.slug);
};

interface Organization {
  slug: string;
  links?: {regionUrl?: string};
}

const findOrganization = async (
  transport: SentryTransport,
  slug: string | undefined,
): Promise<Organization> => {
  const needs = 'org:read';
  if (slug !== undefined) {
    const found = await transport.find<Organization>({
      path: `api/0/organizations/${encodeURIComponent(slug)}/`,
      needs,
    });
    if (found !== undefined) return found;
    throw organizationUnknown(slug);
  }
  const all = (await transport.list<Organization>({path: 'api/0/organizations/', needs})) ?? [];
  if (all.length === 1) return all[0] as Organization;
  throw new UserError(
    'SENTRY_NOT_SET_UP',
    `The token sees ${all.length} organisations; nothing tells which one counts.`,
    {
      where: 'sentry.organization (SENTRY_ORG)',
      remedy: `Set \`sentry: {organization}\` to one of: ${all.map(one => one.slug).join(', ') || '(none)'}.`,
    },
  );
};

const organizationUnknown = (slug: string): UserError =>
  new UserError(
    'SENTRY_ORGANIZATION_UNKNOWN',
    `There is no organisation ${slug}, or the token does not belong to it.`,
    {
      where: 'sentry.organization (SENTRY_ORG)',
    },
  );

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
