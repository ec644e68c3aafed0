import path from 'node:path';
import {createClock} from '../adapters/clock.ts';
import type {Invocation} from '../cli/parse.ts';
import type {Project} from '../commands/project.ts';
import {createGit} from '../adapters/git.ts';
import {createHost} from '../adapters/host.ts';
import {createShell} from '../adapters/shell.ts';
import {runStage, type StageNeeds} from '../commands/stage.ts';
import {recording, type RecordingReport} from '../report/transcript.ts';
import type {World} from '../context.ts';
import {PRODUCTION} from '../domain/conventions.ts';
import type {Facts} from '../domain/facts.ts';
import type {PlannedStage} from '../domain/pipeline.ts';
import type {StageResult} from '../domain/result.ts';
import type {About} from '../domain/rootCause/rule.ts';
import {ENV_FILE, SECRET_FILE} from '../domain/secretFiles.ts';
import {TEST_ENV_FILE} from '../domain/testVariables.ts';
import {jenkinsRefusal} from '../domain/trust.ts';
import {UserError} from '../errors.ts';
import {DEPLOY_ROOT, folderOf, namingRoot} from './deployRoot.ts';
import {createDockerAdapters} from './docker.ts';
import {readFacts, readProject} from './project.ts';
import {withinTimeLimit} from './timeLimit.ts';

export type StageWork = Pick<PlannedStage, 'verb' | 'name' | 'arguments'> & {
  /** Default: the project's setting. */
  timeLimitMinutes?: number | undefined;
  /** Read from the workspace unless given. */
  project?: Project;
};

/** A stage within its time limit, as a result that says how it ended. */
export const runPlannedStage = async (
  planned: StageWork,
  invocation: Invocation,
  {report: given, ...rest}: World,
): Promise<StageResult> => {
  const report = recording(given, rest.mask);
  const world = {...rest, report};
  let about: StageResult['about'];
  const result = await runStage(planned.name, stageNeeds(world, report, invocation), async () => {
    const facts = await readFacts(invocation);
    const own = facts.beside === undefined ? world : {...world, report: report.tagged(facts.beside)};
    const project = planned.project ?? (await readProject(invocation, own, facts));
    about = aboutOf(planned, project);
    refuseStale(facts, project);
    const minutes = planned.timeLimitMinutes ?? project.settings.timeouts[planned.verb];
    return withinTimeLimit({stage: planned.name, minutes, signal: world.signal}, async signal =>
      (await workOf(planned, {project, invocation, world: {...own, signal}})).run(),
    );
  });
  return about === undefined ? result : {...result, about};
};

const aboutOf = ({verb, arguments: [environment]}: StageWork, {build: {project}}: Project): About => ({
  project,
  ...(verb === 'deploy' && environment !== undefined && {environment}),
});

/** Whoever had the workspace in between may have left another commit there, or other files. */
const refuseStale = ({checkedOut}: Facts, {build: {commit, dirty}, workspace}: Project): void => {
  if (checkedOut === undefined || (commit === checkedOut && !dirty)) return;
  const found = commit === checkedOut ? 'changed files' : `the commit ${commit}`;
  throw new UserError('CHECKOUT_STALE', `The workspace holds ${found}, and no longer ${checkedOut} alone.`, {
    where: workspace,
  });
};

const stageNeeds = (world: World, report: RecordingReport, {flags}: Invocation): StageNeeds => ({
  clock: createClock(world.signal),
  host: createHost(),
  report,
  folder: path.resolve(world.folder, flags.workspace ?? ''),
  // Only a failure is looked into.
  suspects: async error => (await import('./suspects.ts')).suspectsOf(error, {flags}, world),
  ownFiles: async error => (await import('./suspects.ts')).ownFilesOf(error, {flags}, world),
});

/** What the stage would do. */
export const planStage = async (
  planned: StageWork,
  invocation: Invocation,
  world: World,
): Promise<unknown> => {
  const project = await readProject(invocation, world);
  return (await workOf(planned, {project, invocation, world})).plan();
};

interface Job {
  project: Project;
  invocation: Invocation;
  world: World;
}

const workOf = (planned: StageWork, job: Job) =>
  planned.verb === 'deploy' ? deployWork(planned.arguments[0] ?? '', job) : testWork(job);

const testWork = async ({project, invocation, world}: Job) => {
  const [{planTest, test}, {createHolders}] = await Promise.all([
    import('../commands/test.ts'),
    import('../adapters/holders.ts'),
  ]);
  const adapters = createDockerAdapters(world.signal);
  const needs = {
    ...adapters,
    report: world.report,
    hold: world.hold,
    mask: world.mask,
    maskData: world.maskData,
    deployRoots: [DEPLOY_ROOT, ...project.settings.deployRoots].map(root => folderOf(root, world)),
    holders: createHolders(),
    gitIn: (folder: string) => createGit(createShell(world.signal), folder),
    loadJUnit: async () => (await import('../adapters/junit.ts')).createJUnitReports(),
  };
  const secretFile = fileIn(TEST_ENV_FILE, world);
  return {
    plan: () => planTest({project, secretFile}, needs),
    run: () => test({project, secretFile, output: invocation.flags.output}, needs),
  };
};

const deployWork = async (environment: string, {project, invocation, world}: Job) => {
  const refusal = jenkinsRefusal(environment, project.origin, project.settings);
  if (refusal !== undefined) throw refusal;
  const [{deploy, planOnly}, {createDeployAdapters}, {sentryOpener}] = await Promise.all([
    import('../commands/deploy.ts'),
    import('./deploy.ts'),
    import('./sentry.ts'),
  ]);
  const openSentry = sentryOpener(world, {isPatient: false});
  const root = folderOf(project.settings.deployRoot ?? DEPLOY_ROOT, world);
  const needs = {
    ...createDockerAdapters(world.signal),
    ...createDeployAdapters(world, {workspace: project.workspace, root}),
    report: world.report,
    maskData: world.maskData,
    openSentry,
  };
  const {build} = project;
  const request = {
    project,
    environment,
    secretFile: fileIn(ENV_FILE, world),
    secretFiles: secretFilesIn(world),
    testSecretFile: fileIn(TEST_ENV_FILE, world),
    takesOver: invocation.flags.takeOver,
    who:
      build.job === undefined
        ? `${world.user} on this machine`
        : `Jenkins ${build.job} #${build.buildNumber}`,
    dockerHost: dockerHost(world.environment['DOCKER_HOST']),
    isTracked: environment === PRODUCTION && openSentry !== undefined && project.settings.sentry !== 'none',
  };
  const naming = {root, settings: project.settings, variable: world.environment['COUNTABLE_DEPLOY_ROOT']};
  return {
    plan: () => namingRoot(naming, () => planOnly(request, needs)),
    run: () => namingRoot(naming, () => deploy(request, needs)),
  };
};

const fileIn = (variable: string, {environment, folder}: World): string | undefined => {
  const file = environment[variable];
  return file ? path.resolve(folder, file) : undefined;
};

const secretFilesIn = ({environment, folder}: World): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, file]) =>
      name.startsWith(SECRET_FILE) && file ? [[name, path.resolve(folder, file)]] : [],
    ),
  );

/** Ports are published where the engine runs. */
const dockerHost = (address: string | undefined): string =>
  address !== undefined && /^(tcp|ssh):/.test(address) ? new URL(address).hostname : '127.0.0.1';
