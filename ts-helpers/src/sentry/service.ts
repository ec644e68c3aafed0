import type {HttpApiOptions} from '../outside/httpApi.ts';
import {alertsOf, type SentryAlerts} from './service/alerts.ts';
import {findOrganization} from './service/organization.ts';
import {projectsOf, type SentryProjects} from './service/projects.ts';
import {releasesOf, type SentryReleases} from './service/releases.ts';
import {understanding, understood} from '../outside/understanding.ts';
import {createSentryTransport} from './service/transport.ts';
import {type SentryUptime, uptimeOf} from './service/uptime.ts';

/** A Sentry organisation, through Sentry's REST interface (https://docs.sentry.io/api/). */
export interface Sentry extends SentryProjects, SentryAlerts, SentryUptime, SentryReleases {
  readonly organization: string;
  /** Where its interface is: that of the organisation's region. */
  readonly url: string;
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
  const find = understood('Sentry', findOrganization);
  const found = await find(createSentryTransport(options), organization);
  return sentryAt({...options, url: found.links?.regionUrl ?? url}, found.slug);
};

const sentryAt = (options: HttpApiOptions, organization: string): Sentry => {
  const transport = createSentryTransport(options, organization);
  const uptime = uptimeOf(transport);
  return understanding('Sentry', {
    organization,
    url: options.url,
    ...projectsOf(transport, organization),
    ...alertsOf(transport, uptime.monitors),
    ...uptime,
    ...releasesOf(transport),
  });
};
