import {UserError} from '../../errors/userError.ts';
import type {SentryTransport} from './transport.ts';

interface Organization {
  slug: string;
  /** Address of its region, on servers that have some. */
  links?: {regionUrl?: string};
}

const WHERE = 'sentry.organization (SENTRY_ORG)';

/** The organisation of that slug, or the only one. Throws SENTRY_ORGANIZATION_UNKNOWN or SENTRY_NOT_SET_UP. */
export const findOrganization = async (
  {find, list}: SentryTransport,
  slug: string | undefined,
): Promise<Organization> => {
  const needs = 'org:read';
  if (slug !== undefined) {
    const path = `api/0/organizations/${encodeURIComponent(slug)}/`;
    const found = await find<Organization>({path, needs});
    if (found !== undefined) return found;
    throw organizationUnknown(slug);
  }
  const all = (await list<Organization>({path: 'api/0/organizations/', needs})) ?? [];
  if (all.length === 1) return all[0] as Organization;
  if (all.length === 0) throw noneSeen();
  const message = `The token sees ${all.length} organisations; nothing tells which one counts.`;
  throw new UserError('SENTRY_NOT_SET_UP', message, {
    where: WHERE,
    remedy: `Set \`sentry: {organization}\` to one of: ${all.map(one => one.slug).join(', ')}.`,
  });
};

/** Sentry shows the token of an internal integration no list, and all else of the one that it belongs to. */
const noneSeen = (): UserError => {
  const message =
    'Nothing tells the organisation: Sentry shows none to this token, as it shows none to that of any internal integration.';
  return new UserError('SENTRY_NOT_SET_UP', message, {
    where: WHERE,
    remedy:
      'Set `sentry: {organization}` in the file that COUNTABLE_CONFIG names, or SENTRY_ORG, to its slug: Sentry, Settings, General Settings, Organization Slug.',
  });
};

export const organizationUnknown = (slug: string): UserError => {
  const message = `There is no organisation ${slug}, or the token does not belong to it.`;
  return new UserError('SENTRY_ORGANIZATION_UNKNOWN', message, {where: WHERE});
};
