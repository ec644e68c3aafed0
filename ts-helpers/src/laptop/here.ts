import path from 'node:path';
import {setImmediate as nextTurn} from 'node:timers/promises';
import type {ComposeProject, Container, UnnamedProject} from '../compose/model.ts';
import type {ComposeSource} from '../compose/source.ts';
import {UserError} from '../errors/userError.ts';
import type {Docker} from '../outside/docker.ts';
import type {Files} from '../outside/files.ts';
import {besideOf, DEFAULT_OVERRIDES, projectLabel} from '../project/conventions.ts';
import {quoted} from '../text/plain.ts';
import {findBase} from '../workspace/composeFiles.ts';
import {mergedModel, type MergedModel, type ModelNeeds} from '../workspace/mergedModel.ts';
import {present} from '../workspace/present.ts';
import type {Project} from '../workspace/project.ts';

export interface HereNeeds extends ModelNeeds {
  files: Files;
  docker: Pick<Docker, 'containers' | 'volumes'>;
  readComposeSource(file: string, text: string): ComposeSource;
  /** Where deploys lie on this machine. */
  deployRoot: string;
}

/** The files that Compose is given, relative to the project: as it would find them by itself. */
export interface FilesHere {
  base: string;
  /** What people have for themselves over it. */
  override: string | undefined;
}

export const filesHere = async (project: Project, files: Files): Promise<FilesHere> => {
  const base = await findBase(project, files);
  const [override] = await present(
    DEFAULT_OVERRIDES.map(name => besideOf(base, name)),
    project,
    files,
  );
  return {base, override};
};

/** The project as Compose is asked for it in the folder of somebody who works on it. */
export const composeOf = (
  {workspace}: Pick<Project, 'workspace'>,
  names: readonly string[],
): UnnamedProject => ({
  directory: path.dirname(path.join(workspace, names[0] ?? '')),
  files: names.map(name => path.resolve(workspace, name)),
});

export interface Read extends MergedModel {
  compose: ComposeProject;
  sources: ComposeSource[];
}

/** What Compose makes of these files. `shown`: what a file that is not there yet will be. */
export const readModel = async (
  project: Project,
  {compose, texts}: {compose: UnnamedProject; texts: readonly {name: string; text: string}[]},
  needs: HereNeeds,
): Promise<Read> => {
  // Once Compose has begun, which takes longer.
  const reading = nextTurn().then(() => texts.map(({name, text}) => needs.readComposeSource(name, text)));
  const merged = await mergedModel(needs, compose, {
    folder: project.workspace,
    sources: reading,
    readFor: {project: project.build.project, isLaptop: true},
  });
  return {...merged, sources: await reading, compose: {...compose, name: merged.model.name}};
};

/** The project as it lies there. */
export const readHere = async (project: Project, needs: HereNeeds): Promise<Read> => {
  const {base, override} = await filesHere(project, needs.files);
  const names = [base, ...(override === undefined ? [] : [override])];
  const texts = names.map(async name => ({
    name,
    text: (await needs.files.readInside(project.workspace, name)) ?? '',
  }));
  return readModel(project, {compose: composeOf(project, names), texts: await Promise.all(texts)}, needs);
};

/** What of the project is on this machine. */
export const standingHere = async ({name}: {name: string}, {docker}: Pick<HereNeeds, 'docker'>) => {
  const label = projectLabel(name);
  const [containers, volumes] = await Promise.all([docker.containers([label]), docker.volumes(label)]);
  return {containers, volumes};
};

const WORKING_FOLDER = 'com.docker.compose.project.working_dir';
/** What a deploy marks its containers with. */
const OF_A_DEPLOY = 'ca.countable.project';

/** Throws DEPLOYED_HERE. */
export const refuseDeployFolder = async (
  {workspace}: Pick<Project, 'workspace'>,
  {files, deployRoot}: Pick<HereNeeds, 'files' | 'deployRoot'>,
): Promise<void> => {
  if (await files.isWithin(deployRoot, workspace))
    throw new UserError('DEPLOYED_HERE', `${workspace} is a folder of deploys.`, {where: workspace});
};

/** Throws DEPLOYED_HERE and OTHER_CHECKOUT where what would be changed is not of the one who works here. */
export const refuseStrange = async (
  project: Pick<Project, 'workspace'>,
  {compose, containers}: {compose: ComposeProject; containers: readonly Container[]},
  needs: Pick<HereNeeds, 'files' | 'deployRoot'>,
): Promise<void> => {
  const {files, deployRoot} = needs;
  const {name, directory} = compose;
  await refuseDeployFolder(project, needs);
  const isDeployed =
    containers.some(({labels}) => OF_A_DEPLOY in labels) ||
    (await files.exists(path.join(deployRoot, '.countable', name)));
  if (isDeployed)
    throw new UserError('DEPLOYED_HERE', `An environment is deployed on this machine as ${name}.`, {
      where: name,
    });
  const folder = containers.map(({labels}) => labels[WORKING_FOLDER]).find(one => one !== undefined);
  if (folder === undefined || (await isSameFolder(folder, directory, files))) return;
  throw new UserError('OTHER_CHECKOUT', `${name} runs from another folder: ${folder}.`, {
    where: name,
    remedy: `End that one: cd ${quoted(folder)} && docker compose down. Or give this one a name of its own: COMPOSE_PROJECT_NAME in its .env.`,
  });
};

const isSameFolder = async (one: string, other: string, files: Files): Promise<boolean> =>
  one === other || ((await files.isWithin(one, other)) && (await files.isWithin(other, one)));
