/** Verbs and flags as data: parsing, help, completion and the reference all derive from here. */
export interface Flag {
  name: string;
  short?: string;
  /** What its value is, in the help; a flag without one is on or off. */
  value?: string;
  does: string;
}

export interface Verb {
  name: VerbName;
  does: string;
  /** More than one line has room for. */
  explains: string;
  arguments: Argument[];
  flags: readonly FlagName[];
  examples: {command: string; does: string}[];
}

export interface Argument {
  name: string;
  does: string;
  choices?: readonly string[];
  optional?: boolean;
}

export type VerbName = 'pipeline' | 'plan' | 'test' | 'deploy' | 'notify' | 'sentry' | 'completion' | 'help';

export const flags = {
  help: {name: 'help', short: 'h', does: 'show help'},
  version: {name: 'version', does: 'show the version'},
  json: {name: 'json', does: 'print the result as JSON on stdout'},
  verbose: {name: 'verbose', short: 'v', does: 'say more while working'},
  quiet: {name: 'quiet', short: 'q', does: 'say only warnings and errors'},
  plan: {name: 'plan', does: 'show what would be done, and do nothing'},
  repair: {name: 'repair', does: 'bring back what was changed by hand'},
  workspace: {name: 'workspace', value: 'DIR', does: 'the checked-out project; default: this folder'},
  branch: {name: 'branch', value: 'NAME', does: 'as if this branch were built; default: the one checked out'},
  facts: {name: 'facts', value: 'FILE', does: 'what Jenkins knows of the build, as JSON'},
  result: {name: 'result', value: 'FILE', does: 'also write the result there, as JSON'},
  output: {
    name: 'output',
    value: 'DIR',
    does: 'where JUnit XML and the report go; default: a temporary folder',
  },
  'time-limit': {
    name: 'time-limit',
    value: 'MINUTES',
    does: 'give a stage up after so long; default: the setting',
  },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof flags;

/** Understood by every verb. */
export const GLOBAL: readonly FlagName[] = [
  'help',
  'version',
  'json',
  'verbose',
  'quiet',
  'workspace',
  'facts',
  'result',
  'output',
];

/** Environment variables that count. Secrets come this way only: arguments can be read by every user of a machine. */
export const variables = [
  {name: 'COUNTABLE_ENV_FILE', does: 'secret file that becomes the .env of a deploy'},
  {name: 'SLACK_BOT_TOKEN', does: 'token to tell people in Slack with'},
  {name: 'SLACK_API_URL', does: "address of Slack's Web API; default: https://slack.com/api/"},
  {name: 'SMTP_URL', does: 'mail server with its user and password: smtps://user:password@mail.example.org'},
  {name: 'SENTRY_AUTH_TOKEN', does: 'token to set projects up in Sentry with'},
  {name: 'SENTRY_URL', does: 'address of a self-hosted Sentry; default: https://sentry.io'},
  {name: 'SENTRY_ORG', does: 'organisation in Sentry; default: the only one that the token sees'},
  {name: 'SENTRY_TEAM', does: 'team of new projects in Sentry; default: the only one there is'},
  {name: 'COUNTABLE_SENTRY_DSN', does: 'Sentry project that errors of countable itself are reported to'},
  {name: 'COUNTABLE_SLACK_CHANNEL', does: 'channel for projects that have none of their own'},
  {name: 'COUNTABLE_CONFIG', does: "file with the organisation's settings"},
  {name: 'COUNTABLE_DEPLOY_ROOT', does: 'folder of the deploys; default: ~/countable'},
  {name: 'DOCKER_HOST', does: 'Docker engine to use, as docker itself reads it'},
  {name: 'NO_COLOR', does: 'no colours'},
  {name: 'FORCE_COLOR', does: 'colours also where no terminal is'},
  {name: 'CI', does: 'plain lines with their time, also on a terminal'},
] as const;

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export const verbs: readonly Verb[] = [
  {
    name: 'pipeline',
    does: 'do what Jenkins does with a build, here',
    explains:
      'Plans the build, runs its stages and tells how it went. develop deploys to staging while the tests run; ' +
      'master or main deploys to production once they passed; any other branch is tested.',
    arguments: [],
    flags: ['branch', 'plan', 'time-limit'],
    examples: [
      {command: 'countable pipeline --branch develop --plan', does: 'what a push to develop would do'},
      {command: 'countable pipeline --branch develop', does: 'do it'},
    ],
  },
  {
    name: 'plan',
    does: 'print the stages of a build',
    explains:
      'The plan that Jenkins walks: groups of stages, their agents, time limits and credentials. Changes nothing.',
    arguments: [],
    flags: ['branch', 'plan', 'time-limit'],
    examples: [{command: 'countable plan --branch master --json', does: 'as Jenkins reads it'}],
  },
  {
    name: 'test',
    does: 'run the tests in a throw-away compose project',
    explains:
      'Builds and starts docker-compose.yml with dc.test.yml, runs the service `test` to its exit code, collects ' +
      'JUnit XML and removes everything again.',
    arguments: [],
    flags: ['branch', 'plan', 'time-limit'],
    examples: [
      {command: 'countable test', does: 'test what is checked out'},
      {command: 'countable test --output reports', does: 'keep the JUnit XML'},
    ],
  },
  {
    name: 'deploy',
    does: 'bring the project up in an environment of this host',
    explains:
      'Validates, waits for its turn, builds, fills the deploy folder, starts what changed, and waits until all ' +
      'services are healthy and the site answers. COUNTABLE_ENV_FILE names the secret file that becomes `.env`.',
    arguments: [{name: 'environment', does: 'stage, prod, or what else has a dc.<environment>.yml'}],
    flags: ['branch', 'plan', 'time-limit'],
    examples: [
      {command: 'countable deploy stage --plan', does: 'what a deploy to staging would do'},
      {
        command: 'COUNTABLE_ENV_FILE=~/shop.env countable deploy stage',
        does: 'deploy to staging, on this host',
      },
    ],
  },
  {
    name: 'notify',
    does: 'tell people how a build went',
    explains:
      'Reads the results of all stages from --facts and tells the Slack channel of the project, if there is ' +
      'something to tell: who is blamed, the root cause, its remedy. Mails those people where Slack cannot be reached ' +
      'and SMTP_URL is set. The message appears in the log as well. Leaves report.html and report.json in --output. ' +
      'Never fails a build.',
    arguments: [],
    flags: ['plan'],
    examples: [
      {command: 'countable notify --facts facts.json --plan', does: 'the message, without sending it'},
      {command: 'countable notify --facts facts.json --output out', does: 'tell, and leave out/report.html'},
    ],
  },
  {
    name: 'sentry',
    does: 'set a project up in Sentry, with alerts to its Slack channel',
    explains:
      'Ensures that the Sentry project of an environment stands: the project in its team, a client key for the DSN, ' +
      'alerts on new, regressed and spiking issues to Slack, an uptime monitor where `health.url` names the site. ' +
      'A second run changes nothing. What was changed by hand is told, and brought back with --repair. Production ' +
      'deploys do this by themselves where SENTRY_AUTH_TOKEN is set. The token needs project:write, ' +
      'project:releases, alerts:write, org:read, team:read and org:integrations.',
    arguments: [{name: 'environment', does: 'default: prod', optional: true}],
    flags: ['branch', 'plan', 'repair'],
    examples: [
      {command: 'countable sentry --plan', does: 'what would change'},
      {command: 'countable sentry', does: 'set production up'},
    ],
  },
  {
    name: 'completion',
    does: 'print the completion of a shell',
    explains: 'Completes verbs, flags and their values.',
    arguments: [{name: 'shell', does: 'bash, zsh or fish', choices: SHELLS}],
    flags: [],
    examples: [{command: 'source <(countable completion bash)', does: 'in ~/.bashrc'}],
  },
  {
    name: 'help',
    does: 'show help, of a verb or of all',
    explains: 'The same as --help.',
    arguments: [{name: 'verb', does: 'one of the verbs; default: an overview', optional: true}],
    flags: [],
    examples: [{command: 'countable help deploy', does: 'all about deploying'}],
  },
];
