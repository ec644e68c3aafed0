import path from 'node:path';
import type {ComposeModel, ComposeProject} from '../../domain/compose.ts';
import {checkedEnvironment, composeProjectName, projectLabel} from '../../domain/conventions.ts';
import {publishedPorts, type DeployFacts} from '../../domain/deploy.ts';
import {probesOf} from '../../domain/health.ts';
import {releaseOf} from '../../domain/release.ts';
import {checkModel, checkSources, type ComposeSource} from '../../domain/validation.ts';
import type {Clock} from '../../adapters/clock.ts';
import type {Compose} from '../../adapters/compose.ts';
import type {DeployFolder, Source} from '../../adapters/deployFolder.ts';
import type {Docker} from '../../adapters/docker.ts';
import type {Files} from '../../adapters/files.ts';
import type {Git} from '../../adapters/git.ts';
import type {Ports} from '../../adapters/ports.ts';
import type {Report} from '../../report.ts';
import type {DeployRequest} from '../deploy.ts';
import {readSources, type SourceNeeds} from '../composeSources.ts';
import {blamingMachine} from '../machine.ts';
import {mergedModel, tellOfWeakSecrets} from '../mergedModel.ts';
import type {Project} from '../project.ts';
import {findComposeFiles, type DeployFiles} from './composeFiles.ts';

export interface GatherNeeds extends SourceNeeds {
  files: Files;
  git: Pick<Git, 'files'>;
  docker: Docker;
  compose: Compose;
  ports: Ports;
  clock: Clock;
  report: Report;
  folderOf(composeProject: string): DeployFolder;
}

/** All that a deploy goes by. Nothing of the project or the host was changed to know it. */
export interface Gathered {
  facts: DeployFacts;
  folder: DeployFolder;
  source: Source;
  /** The project as it will be, to be read by Compose before the folder is filled. */
  preview: ComposeProject;
  composeFiles: DeployFiles;
  /** Content of the secret file. */
  secrets: string | undefined;
  /** To be removed in the end. */
  temporary: string;
}

/** Throws what would make the deploy fail: no Docker, broken compose files, the traps of validation. */
export const gather = (request: DeployRequest, needs: GatherNeeds): Promise<Gathered> =>
  blamingMachine(needs, () => gatherAll(request, needs));

const gatherAll = async (request: DeployRequest, needs: GatherNeeds): Promise<Gathered> => {
  const {project, secretFile} = request;
  const environment = checkedEnvironment(request.environment);
  const composeProject = composeProjectName(project.build.project, ...instanceOf(project), environment);
  const folder = needs.folderOf(composeProject);
  const [names, secrets, files] = await Promise.all([
    findComposeFiles(request, needs.files),
    secretFile === undefined ? undefined : needs.files.readText(secretFile),
    releaseFiles(request, needs, folder),
  ]);
  const source = {workspace: project.workspace, files};
  const sources = await sourcesOf(request, needs, names);
  checkSources(sources);
  const temporary = await needs.files.temporaryFolder();
  try {
    await folder.preview(temporary, source, new Map(secretFile === undefined ? [] : [[SECRETS, secretFile]]));
    const preview = {
      name: composeProject,
      directory: path.posix.join(temporary, path.posix.dirname(names.base)),
      files: [names.base, names.environment].map(name => path.posix.join(temporary, name)),
    };
    const merged = await readModel({preview, temporary, folder}, sources, {environment, needs});
    const facts = await factsOf(request, needs, {
      composeProject,
      folder,
      model: merged,
      hasSecrets: secrets !== undefined,
    });
    return {facts, folder, source, preview, composeFiles: names, secrets, temporary};
  } catch (error) {
    await needs.files.remove(temporary);
    throw error;
  }
};

export const SECRETS = '.env';

const instanceOf = ({settings: {instance}}: Project): string[] => (instance === undefined ? [] : [instance]);

/** The files of the commit, but for those that the deploy itself provides. */
const releaseFiles = async (
  request: DeployRequest,
  needs: GatherNeeds,
  folder: DeployFolder,
): Promise<string[]> => {
  const {workspace} = request.project;
  const [tracked, record] = await Promise.all([needs.git.files(), folder.record()]);
  const listed = tracked ?? (await folder.walk(workspace));
  const keepsOwn =
    request.secretFile !== undefined ||
    (!record?.files.includes(SECRETS) && (await needs.files.exists(`${folder.path}/${SECRETS}`)));
  const present = await Promise.all(listed.map(file => needs.files.exists(`${workspace}/${file}`)));
  return listed.filter((file, index) => present[index] && !(keepsOwn && file === SECRETS));
};

/** What Compose will read of the workspace must be of the project. */
const sourcesOf = (
  {project: {workspace}}: DeployRequest,
  needs: GatherNeeds,
  {base, environment}: DeployFiles,
): Promise<ComposeSource[]> => {
  const names = [base, environment];
  const directory = path.posix.join(workspace, path.posix.dirname(base));
  const compose = {name: 'preview', directory, files: names.map(name => path.posix.join(workspace, name))};
  return readSources({workspace, names, compose, permits: [], neighbours: []}, needs);
};

/** The merged model, checked, with paths as they will be in the deploy folder. */
const readModel = async (
  {preview, temporary, folder}: {preview: ComposeProject; temporary: string; folder: DeployFolder},
  sources: readonly ComposeSource[],
  {environment, needs}: {environment: string; needs: GatherNeeds},
): Promise<ComposeModel> => {
  const merged = await mergedModel(needs, preview, {folder: temporary, sources});
  checkModel(merged, sources, environment);
  tellOfWeakSecrets(merged.secrets, needs.report);
  return JSON.parse(JSON.stringify(merged.model).replaceAll(temporary, folder.path)) as ComposeModel;
};

const factsOf = async (
  {project, environment, dockerHost, isTracked}: DeployRequest,
  {docker, ports, clock}: GatherNeeds,
  known: {composeProject: string; folder: DeployFolder; model: ComposeModel; hasSecrets: boolean},
): Promise<DeployFacts> => {
  const {composeProject, folder, model, hasSecrets} = known;
  const [containers, published, record] = await Promise.all([
    docker.containers([projectLabel(composeProject), 'com.docker.compose.oneoff=False']),
    docker.publishedPorts(),
    folder.record(),
  ]);
  const byDocker = new Set(published.map(({port}) => port));
  const wanted = publishedPorts(model).filter(port => !byDocker.has(port));
  const taken = await Promise.all(wanted.map(port => ports.isTaken(port)));
  return {
    release: releaseOf(project.build, environment, clock.now()),
    composeProject,
    folder: folder.path,
    model,
    containers,
    takenPorts: [
      ...published
        .filter(port => port.project !== composeProject)
        .map(({port, container}) => ({port, by: `the container ${container}`})),
      ...wanted.filter((_, index) => taken[index]).map(port => ({port, by: 'another program of this host'})),
    ],
    previous: record?.release,
    probes: probesOf(model, project.settings, dockerHost),
    hasSecrets,
    isTracked,
  };
};
