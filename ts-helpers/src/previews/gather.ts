import type {Container} from '../compose/model.ts';
import type {DeployFolder} from '../deploy/folder.ts';
import {originOf} from '../deploy/gather.ts';
import {isAlive, isSameOrigin} from '../deploy/plan.ts';
import {lockIn} from '../deploy/turns.ts';
import {repositoryId} from '../history/repository.ts';
import type {Docker} from '../outside/docker.ts';
import type {Files} from '../outside/files.ts';
import type {Git} from '../outside/git.ts';
import type {Locks} from '../outside/lock.ts';
import {projectLabel} from '../project/conventions.ts';
import {previewNumber} from '../project/preview.ts';
import {
  BRANCH,
  CHANGE_BRANCH,
  DEPLOYED_AT,
  ENVIRONMENT_LABEL,
  ORIGIN,
  PROJECT,
  type Release,
  REPOSITORY,
  versionIn,
} from '../project/release.ts';
import {deployedName} from '../workspace/deployedName.ts';
import {environmentsIn} from '../workspace/environmentsHere.ts';
import type {Project} from '../workspace/project.ts';
import type {Preview} from './plan.ts';

export interface GatherNeeds {
  docker: Pick<Docker, 'containers'>;
  locks: Pick<Locks, 'holder'>;
  git: Pick<Git, 'roots'>;
  files: Pick<Files, 'exists'>;
  folderOf(composeProject: string): DeployFolder;
  /** Names of the folders that deploys of this host have state in. */
  stateFolders(): Promise<string[]>;
}

/** Those of this very repository on this host. */
export const previewsHere = async (project: Project, needs: GatherNeeds): Promise<Preview[]> => {
  const repository = repositoryId(project.remoteUrl);
  const origin = repository === undefined ? await originOf(project, needs.git) : undefined;
  const mine = {project: project.build.project, repository, origin};
  const named = [`${PROJECT}=${mine.project}`];
  const [containers, states] = await Promise.all([
    needs.docker.containers(repository === undefined ? named : [...named, `${REPOSITORY}=${repository}`]),
    needs.stateFolders(),
  ]);
  const all = new Map(
    [...containers.map(({labels}) => labels[ENVIRONMENT_LABEL] ?? ''), ...environmentsIn(project, states)]
      .filter(environment => previewNumber(environment) !== undefined)
      .map(environment => [environment, deployedName(project, environment)] as const)
      .filter(([, name]) => states.includes(name) || containers.some(one => one.project === name)),
  );
  const found = [...all].map(async ([environment, composeProject]) =>
    previewOf({environment, composeProject, mine}, needs),
  );
  return (await Promise.all(found))
    .filter(one => one !== undefined)
    .sort((one, other) => Number(one.number) - Number(other.number));
};

interface Asked {
  environment: string;
  composeProject: string;
  mine: Mine;
}

/** Without a remote it is told from others by where it began. */
interface Mine {
  project: string;
  repository: string | undefined;
  origin: string | undefined;
}

const isOf = (
  one: Pick<Release, 'project' | 'repository' | 'origin'>,
  {project, repository, origin}: Mine,
): boolean => {
  if (one.project !== project) return false;
  if (repository !== undefined || one.repository !== undefined) return one.repository === repository;
  return one.origin !== undefined && origin !== undefined && isSameOrigin(one.origin, origin);
};

/** Undefined where neither a label nor a record says that it is ours. */
const previewOf = async (
  {environment, composeProject, mine}: Asked,
  {docker, files, locks, folderOf}: GatherNeeds,
): Promise<Preview | undefined> => {
  const folder = folderOf(composeProject);
  const [all, record] = await Promise.all([
    docker.containers([projectLabel(composeProject)]),
    folder.record(),
  ]);
  const isMine = (one: Pick<Release, 'project' | 'environment' | 'repository' | 'origin'>) =>
    one.environment === environment && isOf(one, mine);
  const own = all.filter(({labels}) => isMine(ownerIn(labels)));
  const releases = [record.live, record.filled?.release].filter(one => one !== undefined);
  if (!releases.every(isMine) || own.length + releases.length === 0) return undefined;
  const newest = releases.sort((one, other) => other.at.localeCompare(one.at))[0];
  const last = own.sort((one, other) => at(other).localeCompare(at(one)))[0];
  const changeBranch = newest?.changeBranch ?? last?.labels[CHANGE_BRANCH];
  return {
    number: previewNumber(environment) ?? '',
    environment,
    composeProject,
    folder: folder.path,
    isFolderGone: releases.length > 0 && !(await files.exists(folder.path)),
    branch: changeBranch ?? newest?.branch ?? last?.labels[BRANCH] ?? null,
    goesWithBranch: changeBranch !== undefined,
    state: await stateOf({folder, record, own}, locks),
    isRunning: own.some(isAlive),
    version: newest?.version ?? (last && versionIn(last.labels)) ?? null,
    deployedAt: [newest?.at ?? '', last ? at(last) : ''].sort().at(-1) || null,
    strangers: all.filter(one => !isOfFolder(one, {folder: folder.path, own})).map(({name}) => name),
  };
};

/** A release that was brought to the folder and is not live failed, or is on its way. */
const stateOf = async (
  {
    folder,
    record,
    own,
  }: {folder: DeployFolder; record: Awaited<ReturnType<DeployFolder['record']>>; own: readonly Container[]},
  locks: GatherNeeds['locks'],
): Promise<Preview['state']> => {
  if ((await locks.holder(lockIn(folder.state))) !== undefined) return 'deploying';
  const {filled, live} = record;
  if (filled === undefined) return live !== undefined || own.some(isAlive) ? 'live' : 'failed';
  return filled.release.at === live?.at ? 'live' : 'failed';
};

const at = ({labels}: Container): string => labels[DEPLOYED_AT] ?? '';

const ownerIn = (labels: Container['labels']) => ({
  project: labels[PROJECT] ?? '',
  environment: labels[ENVIRONMENT_LABEL] ?? '',
  ...(labels[REPOSITORY] && {repository: labels[REPOSITORY]}),
  ...(labels[ORIGIN] && {origin: labels[ORIGIN]}),
});

/** What people ran there by plain `docker compose` carries no mark of ours. */
const isOfFolder = (
  container: Container,
  {folder, own}: {folder: string; own: readonly Container[]},
): boolean =>
  (own.includes(container) || container.labels[PROJECT] === undefined) &&
  `${container.labels['com.docker.compose.project.working_dir'] ?? ''}/`.startsWith(`${folder}/`);
