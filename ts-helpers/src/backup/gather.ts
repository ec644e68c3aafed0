import path from 'node:path';
import type {ComposeModel, ComposeProject} from '../compose/model.ts';
import {type DeployFolder, keptOfLive, ownFiles} from '../deploy/deployed.ts';
import {UserError} from '../errors/userError.ts';
import type {Docker} from '../outside/docker.ts';
import type {Files} from '../outside/files.ts';
import {environmentFiles, OVERRIDE, projectLabel} from '../project/conventions.ts';
import type {Release} from '../project/release.ts';
import {findBase} from '../workspace/composeFiles.ts';
import {deployedName} from '../workspace/deployedName.ts';
import {mergedModel, type ModelNeeds} from '../workspace/mergedModel.ts';
import {present} from '../workspace/present.ts';
import type {Project} from '../workspace/project.ts';
import {ownFilesOf} from './gather/own.ts';
import type {BackupFacts, OwnFiles} from './plan.ts';

export interface GatherNeeds extends ModelNeeds {
  docker: Pick<Docker, 'containers' | 'existing'>;
  files: Pick<Files, 'readSmall' | 'exists' | 'below' | 'above' | 'danglingLink'>;
  folderOf(composeProject: string): Pick<DeployFolder, 'path' | 'record' | 'releases'>;
}

export interface Gathered {
  facts: BackupFacts;
  /** What runs, where a deploy of ours has recorded it. */
  live: Release | undefined;
  compose: ComposeProject;
}

/** What there is of a project on this host, as it was deployed. Throws BACKUP_NOTHING_RUNS. */
export const gatherBackup = async (
  project: Project,
  environment: string,
  needs: GatherNeeds,
): Promise<Gathered> => {
  const {settings} = project;
  if (settings.backup === 'none') throw notWanted(project);
  const composeProject = deployedName(project, environment);
  const folder = needs.folderOf(composeProject);
  const [record, kept] = await Promise.all([folder.record(), folder.releases.list()]);
  const names = keptOfLive(kept, record.live)?.names;
  const compose =
    names === undefined
      ? await ofWorkspace({project, environment, composeProject}, needs)
      : composeIn(folder.path, names, composeProject);
  const root = names === undefined ? project.workspace : folder.path;
  const whose = {project: project.build.project, environment, isLaptop: project.build.job === undefined};
  const {model} = await mergedModel(needs, compose, {folder: root, sources: [], readFor: whose});
  const containers = await needs.docker.containers([
    projectLabel(composeProject),
    'com.docker.compose.oneoff=False',
  ]);
  if (containers.length === 0)
    throw new UserError('BACKUP_NOTHING_RUNS', `Nothing of ${composeProject} is on this host.`, {
      where: composeProject,
      remedy: `Run it where ${project.build.project} is deployed to ${environment}, or deploy it: countable deploy ${environment}`,
    });
  const tracked = ownFiles(record);
  return {
    live: record.live,
    compose,
    facts: {
      project: project.build.project,
      environment,
      instance: settings.instance,
      composeProject,
      model,
      containers,
      volumes: await volumesOf(model, needs),
      folder: root,
      own: await ownOf(model, {folder: root, tracked}),
      settings: settings.backup,
    },
  };
};

const notWanted = ({settingAt}: Project): UserError =>
  new UserError('BAD_ARGUMENT', 'The project says `backup: none`: it keeps nothing.', {
    where: settingAt?.(['backup'], 'none') ?? 'countable.yml',
    remedy: 'Take that line out, where it keeps something now.',
  });

/** Where Compose finds it by itself, as every deploy leaves it. */
const composeIn = (
  root: string,
  {base, environment}: {base: string; environment: string},
  name: string,
): ComposeProject => ({
  name,
  directory: path.join(root, path.dirname(base)),
  files: [base, environment].map(file => path.join(root, file)),
});

/** What runs there was brought up by other means, from files like these. */
const ofWorkspace = async (
  {project, environment, composeProject}: {project: Project; environment: string; composeProject: string},
  {files}: Pick<GatherNeeds, 'files'>,
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

const volumesOf = async (
  {volumes = {}}: ComposeModel,
  {docker}: Pick<GatherNeeds, 'docker'>,
): Promise<Set<string>> => {
  const names = Object.entries(volumes).map(([key, volume]) => volume?.name ?? key);
  if (names.length === 0) return new Set();
  return new Set((await docker.existing('volume', names)).map(({name}) => name));
};

const ownOf = async (
  {services}: ComposeModel,
  where: {folder: string; tracked: ReadonlySet<string>},
): Promise<Record<string, OwnFiles>> => {
  const sources = Object.values(services)
    .flatMap(({volumes = []}) => volumes)
    .flatMap(({type, source, read_only}) => (type === 'bind' && source && !read_only ? [source] : []));
  const found = [...new Set(sources)].map(async source => {
    const isInside = source === where.folder || source.startsWith(`${where.folder}/`);
    return [source, await ownFilesOf(source, isInside ? where : {...where, tracked: new Set()})] as const;
  });
  return Object.fromEntries(await Promise.all(found));
};
