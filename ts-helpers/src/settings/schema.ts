import * as z from 'zod/mini';
import {quick} from './glob.ts';

/**
 * The settings people write. `docs/reference/settings.md` and the JSON Schema for editors are generated from here,
 * so each description is the documentation.
 */
const described = <T extends z.ZodMiniType>(
  schema: T,
  description: string,
  ...examples: z.input<T>[]
): z.ZodMiniOptional<T> =>
  z.optional(schema.check(z.meta({description, ...(examples.length > 0 && {examples})})) as T);

const minutes = z.number({error: 'must be a number of minutes'}).check(z.positive('must be more than 0'));
const text = z.string({error: 'must be a text'}).check(z.minLength(1, 'must not be empty'));
const environment = text.check(
  z.regex(/^[a-z][a-z0-9]*$/, 'must be a word of lower-case letters and digits'),
);
const channel = text.check(
  z.regex(/^#?[\p{L}\p{N}_-]{1,80}$/u, "must be a channel's name, like #shop, or its id"),
);

const slack = z.strictObject({
  channel: described(
    channel,
    'Channel that is told. Default: `#<project>`, else the organisation’s default.',
  ),
  direct: described(
    z.boolean('must be true or false'),
    'Also write to the people who are blamed, directly. Default: false; the channel mentions them.',
  ),
});

const mail = z.strictObject({
  from: described(
    z.email('must be an e-mail address'),
    'Sender. Default: the user of SMTP_URL where that is an address, else jenkins@ the mail server.',
  ),
  when: described(
    z.enum(['fallback', 'always', 'never'], 'must be fallback, always or never'),
    'Whether people are mailed in any case, or where Slack is not set up or does not answer. Default: fallback.',
  ),
});

const timeouts = z.strictObject({
  test: described(minutes, 'Minutes the test stage may take. Default: 30.'),
  deploy: described(minutes, 'Minutes a deploy may take. Default: 30.'),
  lock: described(
    minutes,
    'Minutes a deploy waits for another one of the same project and environment. Default: 10.',
  ),
});

const test = z.union(
  [
    z.literal('none'),
    z.strictObject({
      service: described(
        text,
        'Service whose exit code is the result; with `command`, the service it runs in. Default: `test`.',
      ),
      command: described(text, 'Command to run by exec in `service`, as `sh -c` reads it.'),
      junit: described(
        z.union([text.check(quick), z.array(text.check(quick))]),
        'JUnit XML: globs in the workspace, or absolute paths in the container. Default: the usual places.',
      ),
    }),
  ],
  {error: 'must be none, or a map of service, command and junit'},
);

const compose = z.strictObject({
  file: described(
    text,
    'The compose file. Default: the first of docker-compose.yml, docker-compose.yaml, compose.yml, compose.yaml.',
  ),
  environments: described(
    z.record(environment, text),
    'Override file of an environment, where it is not `dc.<environment>.yml`.',
  ),
});

const health = z.strictObject({
  path: described(
    text.check(z.startsWith('/', 'must begin with /')),
    'Path that must answer with 2xx or 3xx. Without it any answer below 500 will do.',
  ),
  url: described(z.url('must be an address'), 'Whole address to ask instead of the published ports.'),
  host: described(text, 'Host header to send, for sites that refuse others.'),
  minutes: described(
    minutes,
    'Minutes that services have to become healthy and the site to answer. Default: 5.',
  ),
  none: described(
    z.boolean('must be true or false'),
    'Ask no address; health checks of the containers still count. Default: false.',
  ),
});

const slug = text.check(
  z.regex(
    /^[0-9]*[a-z_-][a-z0-9_-]*$/,
    'must be a slug: lower-case letters, digits, hyphens and underscores',
  ),
);

const sentry = z.union(
  [
    z.literal('none'),
    z.strictObject({
      url: described(
        z.url('must be an address'),
        'Address of a self-hosted Sentry. Default: https://sentry.io.',
      ),
      organization: described(slug, 'Slug of the organisation. Default: the only one that the token sees.'),
      team: described(slug, 'Slug of the team that new projects belong to. Default: the only one there is.'),
      project: described(slug, 'Slug of the project. Default: `<name>-<environment>`.'),
      platform: described(text, 'Platform, as Sentry calls it. Default: guessed from the code.'),
      workspace: described(
        text,
        'Slack workspace for alerts, where Sentry knows several. Default: the first.',
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
    }),
  ],
  {error: 'must be none, or a map of settings'},
);

const jenkins = z.strictObject({
  jobs: described(
    z.enum(['multibranch', 'classic', 'organization'], 'must be multibranch, classic or organization'),
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
    z.enum(['same', 'separate'], 'must be same or separate'),
    'Whether a branch deploys to production from its own job, or only from a job in the folder `production`, which alone holds the credentials for it. Default: same.',
  ),
});

const shared = {
  branches: described(
    z.record(text, environment),
    'Which branch deploys to which environment; replaces the default whole. Default: develop → stage, master and main → prod.',
    {develop: 'stage', release: 'prod'},
  ),
  agents: described(
    z.record(environment, text),
    'Jenkins label of the agent per environment. Default: `<name>-<environment>` if any agent has it, else `<environment>`, else any.',
    {prod: 'web-3'},
  ),
  slack: described(slack, 'Where messages go.', {channel: '#shop'}),
  mail: described(mail, 'Mail to the people who are blamed, sent by the server of SMTP_URL.', {
    from: 'ci@example.org',
  }),
  people: described(
    z.record(text, z.email('must be an e-mail address')),
    'Address that reaches a person, by the address or the name that git has.',
    {'12345+ada@users.noreply.github.com': 'ada@example.org'},
  ),
  sentry: described(
    sentry,
    'Sentry project of the production environment; `none` for a project without.',
    {organization: 'example', team: 'web'},
    'none',
  ),
  jenkins: described(jenkins, 'Jobs in Jenkins.', {folder: 'team', production: 'separate'}),
  timeouts: described(timeouts, 'Time limits, in minutes.', {test: 60, deploy: 20}),
  deployRoot: described(
    text,
    'Folder of the deploys on an agent; `~` is the home of its user. Default: `~/countable`.',
    '/srv/countable',
  ),
};

/** `countable.yml` of a repository, and the named arguments of `countablePipeline(...)`. */
export const settingsSchema = z.strictObject({
  name: described(text, 'Name of the project. Default: the repository’s.', 'shop'),
  instance: described(
    text,
    'Tells several deploys of one repository on one host apart: part of the compose project’s name.',
    'berlin',
  ),
  compose: described(compose, 'Compose files that do not follow the convention.', {
    file: 'docker/compose.yml',
    environments: {stage: 'docker/staging.yml'},
  }),
  test: described(
    test,
    'How to test; `none` says that there are no tests on purpose.',
    {service: 'web', command: 'pytest --junitxml=/tmp/junit.xml', junit: '/tmp/junit.xml'},
    'none',
  ),
  health: described(health, 'When a deploy counts as up.', {path: '/health', minutes: 10}),
  ...shared,
});

/** The file named by COUNTABLE_CONFIG: what an organisation sets for all its projects. */
export const organisationSchema = z.strictObject(shared);

export type SettingsLayer = z.infer<typeof settingsSchema>;
export type OrganisationLayer = z.infer<typeof organisationSchema>;
