import path from 'node:path';
import type {BuildIdentity} from '../result/buildIdentity.ts';
import {identifyBuild} from '../seam/build.ts';
import {repositoryPath} from '../history/hostedRepository.ts';
import {PROJECT_FILE} from '../project/conventions.ts';
import type {Facts} from '../seam/facts.ts';
import {withoutCredentials} from '../secrets/remote.ts';
import type {Settings} from '../settings/settings.ts';
import type {Origin} from '../project/trust.ts';
import {UserError} from '../errors/userError.ts';
import {whyUnread} from '../errors/givenFile.ts';
import type {Files} from '../outside/files.ts';
import type {Git} from '../outside/git.ts';
import type {SettingsVariables} from '../settings/variables.ts';
import type {SettingsFile} from './settingsFile.ts';
import type {SettingsSources} from './settingsSources.ts';

export interface ProjectNeeds {
  files: Pick<Files, 'readText' | 'readInside' | 'kind'>;
  git: Pick<Git, 'facts' | 'files'>;
  /** Loads the reader of settings, which takes as long as git does. */
  loadSettings(): Promise<{
    resolveSettings(sources: SettingsSources): Settings;
    placeOfSetting(file: SettingsFile, keys: readonly string[], value: unknown): string | undefined;
  }>;
}

export interface ProjectRequest {
  /** The checked-out project. */
  workspace: string;
  facts: Facts;
  variables: SettingsVariables;
  /** Path of the organisation's settings file. */
  organisationFile?: string | undefined;
}

export interface Project {
  build: BuildIdentity;
  origin: Origin;
  settings: Settings;
  workspace: string;
  /** Where the repository's own file says this of a setting; undefined where something else says it. */
  settingAt?(keys: readonly string[], value: unknown): string | undefined;
  /** The branch whose files these are, where another was asked for by hand. */
  checkedOut?: string;
  /** Where the source comes from, without what lets somebody in; null where nothing tells it. */
  remoteUrl: string | null;
}

const MISNAMED = 'countable.yaml';

/** Reads what is known of the project: settings of every layer, and who, what and where of this build. */
export const readProject = async (request: ProjectRequest, needs: ProjectNeeds): Promise<Project> => {
  const {workspace, facts, variables, organisationFile} = request;
  await requireFolder(workspace, needs.files);
  const [project, organisation, git, {resolveSettings, placeOfSetting}] = await Promise.all([
    projectSettings(),
    organisationFile === undefined ? undefined : organisationSettings(organisationFile, needs.files.readText),
    needs.git.facts(),
    needs.loadSettings(),
  ]);
  const {jenkins, options, operation} = facts;
  const remoteUrl = git?.remoteUrl ?? facts.scm?.['GIT_URL'] ?? null;
  const repository = repositoryPath(remoteUrl);
  const settings = resolveSettings({variables, organisation, project, options, repository});
  const settingAt = (keys: readonly string[], value: unknown) =>
    project && placeOfSetting(project, keys, value);
  const nameAt = settings.name === undefined ? undefined : settingAt(['name'], settings.name);
  const build = identifyBuild(facts, git, {settings, folder: workspace, nameAt});
  return {
    build,
    origin: {branch: build.branch, ...(jenkins && {jenkins}), ...(operation && {isOperation: true})},
    settings,
    workspace,
    settingAt,
    ...(!jenkins && git?.branch && git.branch !== build.branch && {checkedOut: git.branch}),
    remoteUrl: remoteUrl === null ? null : withoutCredentials(remoteUrl),
  };

  async function projectSettings() {
    const read = (file: string) => needs.files.readInside(workspace, file);
    const found = await settingsFile(PROJECT_FILE, read);
    if (found === undefined && (await read(MISNAMED)) !== undefined) throw await misnamed(needs.git);
    return found;
  }

  async function settingsFile(file: string, read: (file: string) => Promise<string | undefined>) {
    const text = await read(file);
    return text === undefined ? undefined : {path: file, text};
  }
};

/** Throws BAD_ARGUMENT where there is none, or a folder: what it protects would be open without a word. */
export const organisationSettings = async (
  file: string,
  read: (file: string) => Promise<string | undefined>,
): Promise<{path: string; text: string}> => {
  const text = await read(file).catch((error: unknown) => {
    const {cause} = error as Error;
    throw (cause as NodeJS.ErrnoException | undefined)?.code === 'EISDIR' ? wrongly(cause) : error;
  });
  if (text !== undefined) return {path: file, text};
  throw wrongly({code: 'ENOENT'});

  function wrongly(cause: unknown): UserError {
    return new UserError('BAD_ARGUMENT', whyUnread(path.resolve(file), cause), {
      where: 'COUNTABLE_CONFIG',
      remedy: "Correct COUNTABLE_CONFIG: it names the file with the organisation's settings, on every agent.",
    });
  }
};

/** Git moves what it knows alone. */
const misnamed = async (git: Pick<Git, 'files'>): Promise<UserError> => {
  const listing = await git.files({untracked: false});
  const move = listing?.files.includes(MISNAMED) ? 'git mv' : 'mv';
  return new UserError('BAD_SETTING', `Settings are read from ${PROJECT_FILE}, and not from ${MISNAMED}.`, {
    where: MISNAMED,
    remedy: `Rename it: ${move} ${MISNAMED} ${PROJECT_FILE}`,
  });
};

/** Nothing that is asked in a folder that is not there says so. */
const requireFolder = async (workspace: string, files: Pick<Files, 'kind'>): Promise<void> => {
  const kind = await files.kind(workspace);
  if (kind !== undefined && kind !== 'file') return;
  const message =
    kind === undefined ? `There is no folder ${workspace}.` : `${workspace} is a file, and no folder.`;
  throw new UserError('BAD_ARGUMENT', message, {
    where: '--workspace',
    remedy: 'Name the folder of the checked-out project.',
  });
};
