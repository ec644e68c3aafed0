import {listCredentials} from '../jenkins/credentials.ts';
import {ensureJobs} from '../jenkins/jobs.ts';
import {open} from '../jenkins/open.ts';
import {createFiles} from '../outside/files.ts';
import {createGit} from '../outside/git.ts';
import {createShell} from '../outside/shell.ts';
import type {World} from '../run/world.ts';
import {ensure as ensureSentry} from '../sentry/ensure.ts';
import {sentryOpener} from '../sentry/work.ts';
import {PRODUCTION} from '../settings/production.ts';
import {ensure as ensureSlack} from '../slack/ensure.ts';
import {slackOpener} from '../slack/work.ts';
import {createPlanAdapters, readProject} from '../workspace/open.ts';
import type {Project} from '../workspace/project.ts';
import type {Outside} from './create.ts';

/** What a project is connected with, each ensured as by its own verb. */
export const outsideOf = (world: World, hasRemote: boolean): Outside[] => [
  slackOf(world),
  sentryOf(world),
  jobsOf(world, hasRemote),
];

const slackOf = (world: World): Outside => ({
  id: 'slack',
  does: 'Give it its channel in Slack',
  ...lacking(world, 'SLACK_BOT_TOKEN'),
  ensure: async folder =>
    ensureSlack(
      {project: await projectIn(folder, world), invite: []},
      {openSlack: slackOpener(world), voice: world.voice},
    ),
});

const sentryOf = (world: World): Outside => ({
  id: 'sentry',
  does: 'Set its production up in Sentry',
  ...lacking(world, 'SENTRY_AUTH_TOKEN'),
  async ensure(folder) {
    const {outcome} = await ensureSentry(
      {project: await projectIn(folder, world), environment: PRODUCTION, repair: false},
      {
        openSentry: sentryOpener(world, {isPatient: true}),
        files: createFiles(),
        git: createGit(createShell(world.signal), folder),
        voice: world.voice,
      },
    );
    return outcome;
  },
});

const jobsOf = (world: World, hasRemote: boolean): Outside => ({
  id: 'jobs',
  does: 'Set its jobs up in Jenkins',
  ...(hasRemote
    ? lacking(world, 'JENKINS_URL', 'JENKINS_USER_ID', 'JENKINS_API_TOKEN')
    : {lacks: 'Jenkins needs a repository that it can clone: --remote URL'}),
  async ensure(folder) {
    const project = await projectIn(folder, world);
    const needs = {openJenkins: () => open(world), voice: world.voice};
    const {changed} = await ensureJobs({project, repair: false}, needs);
    const {credentials} = await listCredentials(project, {
      ...createPlanAdapters(project, world.signal),
      ...needs,
    });
    const own = credentials.filter(({id, state}) => state === 'missing' && isOf(project.build.project, id));
    return {
      changed,
      problems: [],
      byHand: own.map(({id}) => `countable jenkins credentials --set ${id} --from FILE`),
    };
  },
});

const lacking = ({variables}: World, ...names: (keyof World['variables'])[]): {lacks?: string} => {
  const missing = names.filter(name => !variables[name]);
  return missing.length === 0 ? {} : {lacks: `set ${missing.join(', ')}`};
};

const projectIn = (workspace: string, world: World): Promise<Project> =>
  readProject({workspace, facts: undefined}, world);

/** The secret files of its environments; others are the organisation's, and tests do without. */
const isOf = (project: string, id: string): boolean =>
  id.startsWith(`${project}-`) && id.endsWith('-env') && id !== `${project}-test-env`;
