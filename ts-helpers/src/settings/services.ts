import * as z from 'zod/mini';
import {JOB_KINDS} from '../project/jobKinds.ts';
import {described, text} from './described.ts';

export const channel = text.check(
  z.regex(/^#?[\p{L}\p{N}_-]{1,80}$/u, "must be a channel's name, like #shop, or its id"),
);

export const slack = z.strictObject({
  channel: described(
    channel,
    'Channel that is told. Default: `#<project>`, else the organisation’s default.',
  ),
  direct: described(
    z.boolean('must be true or false'),
    'Also write to the people who are blamed, directly. Default: false; the channel mentions them.',
  ),
});

const mailOfProject = {
  from: described(
    z.email('must be an e-mail address'),
    'Sender. Default: the user of SMTP_URL where that is an address, else jenkins@ the mail server.',
  ),
  when: described(
    z.enum(['fallback', 'always', 'never'], 'must be fallback, always or never'),
    'Whether people are mailed in any case, or where Slack is not set up or does not answer. Default: fallback.',
  ),
};
export const domain = text.check(
  z.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'must be a domain, like example.org'),
);
const mailOfOrganisation = {
  ...mailOfProject,
  domains: described(
    z.array(domain),
    'Domains whose addresses are mailed: what a commit says of its author is anybody’s to write. Default: none but the addresses under `people`.',
  ),
};

const slug = text.check(
  z.regex(
    /^[0-9]*[a-z_-][a-z0-9_-]*$/,
    'must be a slug: lower-case letters, digits, hyphens and underscores',
  ),
);

const sentryOfProject = {
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
const sentryOfOrganisation = {
  url: described(
    z.url('must be an address'),
    'Address of a self-hosted Sentry: the token is sent there. Default: https://sentry.io.',
  ),
  ...sentryOfProject,
};
const noneOr = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.union([z.literal('none'), z.strictObject(shape)], {error: 'must be none, or a map of settings'});

const describedMail = <T extends z.ZodMiniType>(schema: T) =>
  described(schema, 'Mail to the people who are blamed, sent by the server of SMTP_URL.', {
    from: 'ci@example.org',
  } as z.input<T>);

const describedSentry = <T extends z.ZodMiniType>(schema: T) =>
  described(
    schema,
    'Sentry project of the production environment; `none` for a project without.',
    {organization: 'example', team: 'web'} as z.input<T>,
    'none' as z.input<T>,
  );

/** Where production is deployed from. */
export const PRODUCTIONS = ['same', 'separate'] as const;

export const jenkins = z.strictObject({
  jobs: described(
    z.enum(JOB_KINDS, 'must be multibranch, classic or organization'),
    'Kind of jobs that `countable jenkins jobs` makes. Default: multibranch.',
  ),
  folder: described(
    text.check(z.regex(/^[^/]+(\/[^/]+)*$/, 'must be a path of names, like team/web')),
    'Path of the Jenkins folder that the jobs are in. Default: none.',
  ),
  credential: described(
    text,
    'Id of the Jenkins credential that checks the repositories out. Default: none.',
  ),
  production: described(
    z.enum(PRODUCTIONS, 'must be same or separate'),
    'Whether a branch deploys to production from its own job, or only from a job in the folder `production`, which alone holds the credentials for it. Default: same.',
  ),
});

/** Services, as far as a repository has a say: neither where a token is sent, nor whom mail reaches. */
export const servicesOfProject = {
  mail: describedMail(z.strictObject(mailOfProject)),
  sentry: describedSentry(noneOr(sentryOfProject)),
};

export const servicesOfOrganisation = {
  mail: describedMail(z.strictObject(mailOfOrganisation)),
  sentry: describedSentry(noneOr(sentryOfOrganisation)),
};
