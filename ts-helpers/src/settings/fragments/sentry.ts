import * as z from 'zod/mini';
import {defined, defineSettings} from '../fragment.ts';
import {channel, described, text} from '../keys.ts';

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

const slug = text.check(
  z.regex(
    /^[0-9]*[a-z_-][a-z0-9_-]*$/,
    'must be a slug: lower-case letters, digits, hyphens and underscores',
  ),
);

const ofBoth = {
  organization: described(
    slug,
    'Slug of the organisation. Default: the only one that the token sees; that of an internal integration sees none.',
  ),
  team: described(slug, 'Slug of the team that new projects belong to. Default: the only one there is.'),
  project: described(slug, 'Slug of the project. Default: `<name>-<environment>`.'),
  platform: described(text, 'Platform, as Sentry calls it. Default: guessed from the code.'),
  workspace: described(text, 'Slack workspace for alerts, where Sentry knows several. Default: the first.'),
  channel: described(
    channel,
    'Slack channel of alerts, by its name: Sentry takes no id alone. Default: `slack.channel`, whose id it may be the name of.',
  ),
  spike: described(
    z.int({error: 'must be a whole number'}).check(z.positive('must be more than 0')),
    'Events of one issue within an hour that are told as a spike. Default: 100.',
  ),
  uptime: described(
    z.union([z.literal('none'), z.url('must be an address')], {error: 'must be an address, or none'}),
    'Address that Sentry asks every minute whether the site is up. Default: `health.url`, else none.',
  ),
  sourceMaps: described(
    z.literal('none', 'must be none, or be left out'),
    '`none` uploads no source maps. Default: those that are in images built from a package.json.',
  ),
};
const ofOrganisation = {
  url: described(
    z.url('must be an address'),
    'Address of a self-hosted Sentry: the token is sent there. Default: https://sentry.io.',
  ),
  ...ofBoth,
};

const noneOr = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.union([z.literal('none'), z.strictObject(shape)], {error: 'must be none, or a map of settings'});

const describedSentry = <T extends z.ZodMiniType>(schema: T) =>
  described(
    schema,
    'Sentry project of the production environment; `none` for a project without.',
    {organization: 'example', team: 'web'} as z.input<T>,
    'none' as z.input<T>,
  );

/** Where a token is sent is the organisation's word. */
export const sentry = defineSettings({
  project: {sentry: describedSentry(noneOr(ofBoth))},
  organisation: {sentry: describedSentry(noneOr(ofOrganisation))},
  settle: ({variables, organisation, own, given}): {sentry: 'none' | SentrySettings} => {
    const said = [organisation.sentry, own.sentry, given.sentry].filter(layer => layer !== undefined);
    if (said.at(-1) === 'none') return {sentry: 'none'};
    const {sentryUrl: url, sentryOrganization: organization, sentryTeam: team} = variables;
    const maps = said.map(layer => (layer === 'none' ? {} : defined(layer)));
    return {sentry: Object.assign({spike: 100}, defined({url, organization, team}), ...maps)};
  },
});
