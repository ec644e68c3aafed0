import {inDocs} from '../errors/documents.ts';
import * as z from 'zod/mini';
import {described, environment, minutes, text} from './described.ts';
import {jenkins, servicesOfOrganisation, servicesOfProject, slack} from './services.ts';
import {fileOfProject, reportPlace} from './paths.ts';

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
        z.union([reportPlace, z.array(reportPlace)]),
        'JUnit XML: globs in the workspace, or absolute paths in the container. Default: the usual places.',
      ),
    }),
  ],
  {error: 'must be none, or a map of service, command and junit'},
);

const compose = z.strictObject({
  file: described(
    fileOfProject,
    'The compose file. Default: the first of compose.yaml, compose.yml, docker-compose.yml, docker-compose.yaml, as for Compose.',
  ),
  environments: described(
    z.record(environment, fileOfProject),
    'Override file of an environment, where it is not `dc.<environment>.yml`.',
  ),
});

const settle = described(
  z.number('must be a number of seconds').check(z.nonnegative('must not be negative')),
  'Seconds that a service without health check has to run, and one that was restarted, to count as up; at most half of `minutes`. Default: 20, with MongoDB 35, and longer where its command waits longer for another service.',
);

const health = z.strictObject({
  path: described(
    text.check(z.startsWith('/', 'must begin with /')),
    'Path that must answer with 2xx or 3xx; of several published ports one must, the others with less than 500. Without it any answer below 500 will do.',
  ),
  url: described(z.url('must be an address'), 'Whole address to ask instead of the published ports.'),
  host: described(text, 'Host header to send, for sites that refuse others.'),
  minutes: described(
    minutes,
    'Minutes that services have to become healthy and the site to answer. Default: 5.',
  ),
  settle,
  none: described(
    z.boolean('must be true or false'),
    'Ask no address; health checks of the containers still count. Default: false.',
  ),
});

/** `none` is a word as well. */
const destination = z.union([environment.check(z.refine(name => name !== 'test')), z.literal(false)], {
  error: 'must be an environment other than test, a word of lower-case letters and digits, or none',
});

const shared = {
  branches: described(
    z.record(text, destination),
    'Which branch deploys to which environment, or `none`: such a branch is tested only. Replaces the default whole. Default: develop → stage, master and main → prod.',
    {develop: 'stage', release: 'prod', main: 'none'},
  ),
  agents: described(
    z.record(environment, text),
    'Jenkins label of the agent per environment. Default: `<name>-<environment>` if any agent has it, else `<environment>`, else any.',
    {prod: 'web-3'},
  ),
  slack: described(slack, 'Where messages go.', {channel: '#shop'}),
  people: described(
    z.record(text, z.email('must be an e-mail address')),
    'Address that reaches a person, by the address or the name that git has.',
    {'12345+ada@users.noreply.github.com': 'ada@example.org'},
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
  ...servicesOfProject,
});

/**
 * The file named by COUNTABLE_CONFIG: what an organisation sets for all its projects. What only it may say is missing
 * in `settingsSchema`: where tokens are sent, whom mail may reach, what tests may touch.
 */
export const organisationSchema = z.strictObject({
  ...shared,
  health: described(z.strictObject({settle}), 'When deploys count as up.', {settle: 30}),
  ...servicesOfOrganisation,
  testAccess: described(
    z.record(text, z.array(text)),
    `What the tests of a repository may have of an agent that also deploys, by name: see ${inDocs('how-to/test.md')}. Default: nothing.`,
    {'team/shop': ['docker.sock']},
  ),
});

export type SettingsLayer = z.infer<typeof settingsSchema>;
export type OrganisationLayer = z.infer<typeof organisationSchema>;
