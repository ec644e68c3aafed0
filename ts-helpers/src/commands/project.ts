import {type BuildIdentity, identifyBuild} from '../domain/build.ts';
import {repositoryPath} from '../domain/changes.ts';
import type {Facts} from '../domain/facts.ts';
import {withoutCredentials} from '../domain/remote.ts';
import type {Settings} from '../domain/settings.ts';
import type {Origin} from '../domain/trust.ts';
import type {Files} from '../adapters/files.ts';
import type {Git} from '../adapters/git.ts';
import type {SettingsSources, SettingsVariables} from '../settings.ts';

export interface ProjectNeeds {
  files: Pick<Files, 'readText' | 'readInside'>;
  git: Pick<Git, 'facts'>;
  /** Loads the reader of settings, which takes as long as git does. */
  loadSettings(): Promise<{resolveSettings(sources: SettingsSources): Settings}>;
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
  /** Where the source comes from, without what lets somebody in; null where nothing tells it. */
  remoteUrl: string | null;
}

const PROJECT_FILE = 'countable.yml';

/** Reads what is known of the project: settings of every layer, and who, what and where of this build. */
export const readProject = async (request: ProjectRequest, needs: ProjectNeeds): Promise<Project> => {
  const {workspace, facts, variables, organisationFile} = request;
  const [project, organisation, git, {resolveSettings}] = await Promise.all([
    settingsFile(PROJECT_FILE, file => needs.files.readInside(workspace, file)),
    organisationFile === undefined ? undefined : settingsFile(organisationFile, needs.files.readText),
    needs.git.facts(),
    needs.loadSettings(),
  ]);
  const {jenkins, options} = facts;
  const remoteUrl = git?.remoteUrl ?? facts.scm?.['GIT_URL'] ?? null;
  const repository = repositoryPath(remoteUrl);
  const settings = resolveSettings({variables, organisation, project, options, repository});
  const build = identifyBuild(facts, git, settings);
  return {
    build,
    origin: {branch: build.branch, ...(jenkins && {jenkins})},
    settings,
    workspace,
    remoteUrl: remoteUrl === null ? null : withoutCredentials(remoteUrl),
  };

  async function settingsFile(file: string, read: (file: string) => Promise<string | undefined>) {
    const text = await read(file);
    return text === undefined ? undefined : {path: file, text};
  }
};
