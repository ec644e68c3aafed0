import {jenkinsParts} from './cli/jenkinsParts.ts';
import type {FlagName} from './cli/flags.ts';

/** Verbs as data: parsing, help, completion and the reference all derive from here. */
export interface Verb {
  name: VerbName;
  does: string;
  /** More than one line has room for. */
  explains: string;
  arguments: Argument[];
  flags: readonly FlagName[];
  examples: Example[];
  /** What the first argument chooses, each with a help of its own. */
  parts?: readonly Part[];
}

export interface Example {
  command: string;
  does: string;
}

export interface Part {
  name: string;
  does: string;
  explains: string;
  flags: readonly FlagName[];
  examples: Example[];
}

export interface Argument {
  name: string;
  does: string;
  choices?: readonly string[];
  optional?: boolean;
}

/** A verb, or a part of one. */
export type Described = Omit<Verb, 'name'> & {name: string};

/** As if it were a verb: `jenkins jobs`. */
export const partOf = (verb: Verb, {name, ...part}: Part): Described => ({
  ...part,
  name: `${verb.name} ${name}`,
  arguments: verb.arguments.slice(1),
});

export type VerbName =
  'pipeline' | 'plan' | 'test' | 'deploy' | 'notify' | 'sentry' | 'jenkins' | 'completion' | 'help';

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
      'JUnit XML and removes everything again. Touches nothing but its own: --plan tells in what it differs from the files.',
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
      'services are healthy and the site answers. COUNTABLE_ENV_FILE names the secret file that becomes `.env`, and ' +
      'COUNTABLE_FILE_<PATH> one that becomes the file at that path. --take-over is for a repository that moved: what ' +
      'its old one has under this name on this host belongs to it from then on.',
    arguments: [{name: 'environment', does: 'stage, prod, or what else has a dc.<environment>.yml'}],
    flags: ['branch', 'plan', 'take-over', 'time-limit'],
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
      'Never fails a build. In Jenkins the library writes the file of --facts; elsewhere one of your own tells the same: ' +
      '{"plan": …, "results": [ … ]}, where the plan is what countable plan --json printed, and each result what ' +
      '--result of countable test or deploy left.',
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
      'alerts:write and org:read; that of an internal integration sees no organisation, so that SENTRY_ORG has to be ' +
      'set. For sentry.io and self-hosted servers of 23.7.1 or newer.',
    arguments: [{name: 'environment', does: 'default: prod', optional: true}],
    flags: ['plan', 'repair'],
    examples: [
      {command: 'countable sentry --plan', does: 'what would change'},
      {command: 'countable sentry', does: 'set production up'},
    ],
  },
  {
    name: 'jenkins',
    does: 'set up the jobs of a project in Jenkins, list its credentials',
    explains:
      'JENKINS_URL, JENKINS_USER_ID and JENKINS_API_TOKEN name the controller. A second run changes nothing. ' +
      'countable jenkins jobs --help and countable jenkins credentials --help tell more of each.',
    arguments: [
      {name: 'what', does: 'jobs or credentials', choices: jenkinsParts.map(({name}) => name)},
      {name: 'project', does: "the project's name; default: the repository's", optional: true},
    ],
    flags: [...new Set(jenkinsParts.flatMap(({flags}) => flags))],
    parts: jenkinsParts,
    examples: [
      {command: 'countable jenkins jobs --plan', does: 'what would change'},
      {command: 'countable jenkins credentials', does: 'which are there, which are missing'},
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
    arguments: [
      {name: 'verb', does: 'one of the verbs; default: an overview', optional: true},
      {
        name: 'part',
        does: 'jobs or credentials, of jenkins',
        choices: jenkinsParts.map(({name}) => name),
        optional: true,
      },
    ],
    flags: [],
    examples: [
      {command: 'countable help deploy', does: 'all about deploying'},
      {command: 'countable help jenkins jobs', does: 'the same as countable jenkins jobs --help'},
    ],
  },
];
