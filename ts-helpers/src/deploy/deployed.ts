import path from 'node:path';
import type {ComposeModel, ComposeProject} from '../compose/model.ts';
import type {Docker} from '../outside/docker.ts';
import type {Files} from '../outside/files.ts';
import {environmentFiles, OVERRIDE, projectLabel} from '../project/conventions.ts';
import type {Release} from '../project/release.ts';
import {findBase} from '../workspace/composeFiles.ts';
import {deployedName} from '../workspace/deployedName.ts';
import {mergedModel, type ModelNeeds} from '../workspace/mergedModel.ts';
import {present} from '../workspace/present.ts';
import type {Project} from '../workspace/project.ts';
import type {DeployFolder} from './folder.ts';
import {type Filled, ownFiles} from './plan/deployRecord.ts';
import {folderOfContainer} from './plan/elsewhere.ts';
import {keptOfLive} from './plan/kept.ts';

export {createDeployFolder, type DeployFolder} from './folder.ts';

export interface DeployedNeeds extends ModelNeeds {
  docker: Pick<Docker, 'containers'>;
  files: Pick<Files, 'readSmall' | 'exists' | 'below' | 'above' | 'danglingLink'>;
  folderOf(composeProject: string): Pick<DeployFolder, 'path' | 'record' | 'releases'>;
}

/** What a project is in an environment of this host, for rooms that ask what runs. */
export interface Deployed {
  composeProject: string;
  /** What runs, where a deploy of ours has recorded it. */
  live: Release | undefined;
  compose: ComposeProject;
  model: ComposeModel;
  /** Where its files lie, and which of those a deploy has brought there, relative to it. */
  folder: string;
  tracked: ReadonlySet<string>;
}

/** As it was deployed by us, or else as the workspace says that it is. Its secrets are hidden from here on. */
export const readDeployed = async (
  project: Project,
  environment: string,
  needs: DeployedNeeds,
): Promise<Deployed> => {
  const composeProject = deployedName(project, environment);
  const folder = needs.folderOf(composeProject);
  const [record, kept] = await Promise.all([folder.record(), folder.releases.list()]);
  const live = keptOfLive(kept, record.live)?.names;
  const names =
    live === undefined
      ? await namesOfFilled(project, {filled: record.filled, folder: folder.path, composeProject}, needs)
      : [live.base, live.environment];
  const compose =
    names === undefined
      ? await ofWorkspace({project, environment, composeProject}, needs)
      : composeIn(folder.path, names, composeProject);
  const root = names === undefined ? project.workspace : folder.path;
  const whose = {project: project.build.project, environment, isLaptop: project.build.job === undefined};
  const {model} = await mergedModel(needs, compose, {folder: root, sources: [], readFor: whose});
  return {composeProject, live: record.live, compose, model, folder: root, tracked: ownFiles(record)};
};

/** Where Compose finds it by itself, as every deploy leaves it. */
const composeIn = (root: string, names: readonly string[], name: string): ComposeProject => ({
  name,
  directory: path.join(root, path.dirname(names[0] ?? '')),
  files: names.map(file => path.join(root, file)),
});

/** What a deploy has started that broke off has its data in the deploy folder. Undefined where nothing came up from there. */
const namesOfFilled = async (
  project: Project,
  {filled, folder, composeProject}: {filled: Filled | undefined; folder: string; composeProject: string},
  {files, docker}: Pick<DeployedNeeds, 'files' | 'docker'>,
): Promise<string[] | undefined> => {
  if (filled === undefined) return undefined;
  const base = await findBase(project, files);
  const directory = path.dirname(base);
  const containers = await docker.containers([projectLabel(composeProject)]);
  const isFromThere = containers.some(one => folderOfContainer(one) === path.join(folder, directory));
  if (!isFromThere || !filled.files.includes(base)) return undefined;
  return [base, ...filled.provided.filter(name => name === path.join(directory, OVERRIDE))];
};

/** What runs there was brought up by other means, from files like these. */
const ofWorkspace = async (
  {project, environment, composeProject}: {project: Project; environment: string; composeProject: string},
  {files}: Pick<DeployedNeeds, 'files'>,
): Promise<ComposeProject> => {
  const base = await findBase(project, files);
  const [override] = await present(
    [...environmentFiles(project.settings, environment, base), OVERRIDE],
    project,
    files,
  );
  const names = [base, ...(override === undefined ? [] : [override])];
  return {
    name: composeProject,
    directory: path.join(project.workspace, path.dirname(base)),
    files: names.map(file => path.join(project.workspace, file)),
  };
};
