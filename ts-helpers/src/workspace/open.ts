import path from 'node:path';
import {readBoundedText} from '../outside/boundedFile.ts';
import type {readFileReferences} from '../outside/composeReferences.ts';
import type {readComposeSource, readYaml} from '../outside/composeSource.ts';
import {createFiles, type Files} from '../outside/files.ts';
import {createGit, type Git} from '../outside/git.ts';
import {createShell} from '../outside/shell.ts';
import type {Variables} from '../run/variables.ts';
import type {GivenToAll} from '../run/verb.ts';
import {organisationSettings, readProject as read, type Project} from './project.ts';
import {namedProject} from '../project/conventions.ts';
import type {Settings} from '../settings/settings.ts';
import type {SettingsVariables} from '../settings/variables.ts';
import {refuseRootInside} from './deployRoot.ts';
import type {Facts} from '../seam/facts.ts';
import {otherSeam, SEAM} from '../seam/version.ts';
import {wordsOfBuild} from '../secrets/secrets.ts';
import {UserError} from '../errors/userError.ts';
import {readableRemedy, whyUnread} from '../errors/givenFile.ts';
import type {World} from '../run/world.ts';

/** Where a project is, and what is known of its build. */
export type BuildGiven = Pick<GivenToAll, 'workspace' | 'facts'> & {
  branch?: string | undefined;
  timer?: boolean | undefined;
  /** By name: what the folder says is of no account where it is another's. */
  project?: string | undefined;
};

/** The project in the workspace, with the settings that count for it. Reads the facts unless they are given. */
export const readProject = async (
  given: BuildGiven,
  {variables, folder, home, voice, signal}: Pick<World, 'variables' | 'folder' | 'home' | 'voice' | 'signal'>,
  facts?: Facts,
): Promise<Project> => {
  const workspace = path.resolve(folder, given.workspace ?? '');
  const known = facts ?? (await readFacts(given));
  const said: Variables = {...variables, ...known.controller};
  const files = createFiles();
  const organisationFile = said.COUNTABLE_CONFIG || undefined;
  const project = await read(
    {
      workspace,
      facts: known,
      variables: variablesOf(said),
      organisationFile,
    },
    {
      files,
      git: createGit(createShell(signal), workspace),
      loadSettings: () => import('./settings.ts'),
    },
  );
  voice.spare(wordsOfBuild(project.build));
  if (given.project !== undefined) {
    const isOwn = namedProject(given.project).name === project.build.project;
    return isOwn ? project : {...project, settings: await readOrganisation(given, {variables})};
  }
  await refuseRootInside(project, {here: {folder, home}, organisationFile}, files);
  return project;
};

const variablesOf = (said: Variables): SettingsVariables => ({
  slackChannel: said.COUNTABLE_SLACK_CHANNEL || undefined,
  deployRoot: said.COUNTABLE_DEPLOY_ROOT || undefined,
  production: said.COUNTABLE_PRODUCTION || undefined,
  mailDomains: said.COUNTABLE_MAIL_DOMAINS,
  backupBucket: said.COUNTABLE_BACKUP_BUCKET || undefined,
  sentryUrl: said.SENTRY_URL || undefined,
  sentryOrganization: said.SENTRY_ORG || undefined,
  sentryTeam: said.SENTRY_TEAM || undefined,
});

/** What the organisation says for all its projects, without any of them. */
export const readOrganisation = async (
  given: Pick<BuildGiven, 'facts'>,
  {variables}: Pick<World, 'variables'>,
): Promise<Settings> => {
  const {controller} = await readFacts(given);
  const said: Variables = {...variables, ...controller};
  const file = said.COUNTABLE_CONFIG || undefined;
  const [organisation, {resolveSettings}] = await Promise.all([
    file === undefined ? undefined : organisationSettings(file, createFiles().readText),
    import('./settings.ts'),
  ]);
  return resolveSettings({variables: variablesOf(said), organisation});
};

export interface PlanAdapters {
  files: Files;
  git: Git;
  loadYaml(): Promise<typeof readYaml>;
  loadSource(): Promise<typeof readComposeSource>;
  loadReferences(): Promise<typeof readFileReferences>;
}

/** What planning a build works with, besides the project. */
export const createPlanAdapters = ({workspace}: Project, signal: AbortSignal): PlanAdapters => ({
  files: createFiles(),
  git: createGit(createShell(signal), workspace),
  loadYaml: async () => (await import('../outside/composeSource.ts')).readYaml,
  loadSource: async () => (await import('../outside/composeSource.ts')).readComposeSource,
  loadReferences: async () => (await import('../outside/composeReferences.ts')).readFileReferences,
});

/** What `--facts`, `--branch` and `--timer` tell. Throws BAD_FACTS. */
export const readFacts = async ({
  facts: file,
  branch,
  timer,
}: Pick<BuildGiven, 'facts' | 'branch' | 'timer'>): Promise<Facts> => {
  const given = file === undefined ? {} : await factsIn(file);
  const isOfJenkins = given.jenkins !== undefined;
  if (branch !== undefined && isOfJenkins) {
    throw new UserError('BAD_ARGUMENT', 'A build of Jenkins says itself which branch it is of.', {
      where: '--branch',
      remedy: 'Leave --branch out; it is for trying a branch at a laptop, without --facts of a build.',
    });
  }
  if (timer && isOfJenkins) {
    throw new UserError('BAD_ARGUMENT', 'A build of Jenkins says itself what began it.', {
      where: '--timer',
      remedy: 'Leave --timer out; it is for a laptop, without --facts of a build.',
    });
  }
  return {
    ...given,
    ...(branch !== undefined && {scm: {...given.scm, GIT_BRANCH: branch}}),
    ...(timer && {timer}),
  };
};

const factsIn = async (file: string): Promise<Facts> => {
  const text = await readBoundedText(file).catch((cause: unknown) => {
    throw new UserError('BAD_FACTS', whyUnread(path.resolve(file), cause), {
      where: '--facts',
      remedy:
        readableRemedy(path.resolve(file), cause) ??
        'Correct --facts, or leave it out: the library writes that file in Jenkins.',
      cause,
    });
  });
  const {checkedFacts} = await import('../seam/factsSchema.ts');
  try {
    const facts: unknown = JSON.parse(text);
    refuseOtherSeam(facts, file);
    return checkedFacts(facts);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError('BAD_FACTS', `${file} holds no facts: ${(cause as Error).message}.`, {
      where: file,
      cause,
    });
  }
};

/** Before anything is read of them, or done: what another version means by them is not known. */
const refuseOtherSeam = (facts: unknown, file: string): void => {
  const other = otherSeam(facts);
  if (other === undefined) return;
  throw new UserError(
    'LIBRARY_MISMATCH',
    `The library speaks version ${JSON.stringify(other)} of what crosses between the two, and this CLI version ${SEAM}.`,
    {where: file},
  );
};
