import path from 'node:path';
import {readEnvFile} from '../compose/envFile.ts';
import type {ComposeModel} from '../compose/model.ts';
import {type Deployed, type DeployedNeeds, readDeployed} from '../deploy/deployed.ts';
import {UserError} from '../errors/userError.ts';
import type {Docker} from '../outside/docker.ts';
import {projectLabel} from '../project/conventions.ts';
import {targetOf} from '../settings/target.ts';
import type {Project} from '../workspace/project.ts';
import {ownFilesOf} from './gather/own.ts';
import {gatherMoments, type Moments} from './gather/pitr.ts';
import type {PitrGatherNeeds} from '../pitr/gather.ts';
import type {Clock} from '../outside/clock.ts';
import {sizesIn} from './gather/sizes.ts';
import {sqliteIn} from './gather/sqlite.ts';
import type {BackupFacts, OwnFiles} from './plan.ts';

export interface ProjectNeeds extends DeployedNeeds {
  docker: Pick<Docker, 'containers' | 'existing'>;
}

export interface GatherNeeds extends ProjectNeeds {
  docker: ProjectNeeds['docker'] & Pick<Docker, 'exec'>;
  clock: Pick<Clock, 'now'>;
  /** Throws BACKUP_NOT_SET_UP. */
  momentsNeeds(): PitrGatherNeeds;
}

export interface Gathered {
  facts: BackupFacts;
  deployed: Deployed;
  /** With what stands in no plan. */
  moments: Moments;
}

/** What is to be kept, with all that a backup asks of it besides. Throws BACKUP_NOTHING_RUNS, and NO_BACKUP_FOR of a swarm. */
export const gatherBackup = async (
  project: Project,
  environment: string,
  needs: GatherNeeds,
): Promise<Gathered> => {
  const {deployed, facts: found} = await gatherProject(project, environment, needs);
  const facts = {...found, sizes: await sizesIn(found, needs), sqlite: await sqliteIn(found, needs)};
  const moments = await gatherMoments(facts, {needsOf: needs.momentsNeeds, now: needs.clock.now()});
  return {deployed, moments, facts: {...facts, pitr: moments}};
};

/** What there is of a project on this host, as it was deployed, without looking into anything. Throws as gatherBackup does. */
export const gatherProject = async (
  project: Project,
  environment: string,
  needs: ProjectNeeds,
): Promise<Pick<Gathered, 'deployed' | 'facts'>> => {
  const {settings} = project;
  if (settings.backup === 'none') throw notWanted(project);
  if (targetOf(settings, environment) === 'swarm') throw onSwarm(project, environment);
  const deployed = await readDeployed(project, environment, needs);
  const {composeProject, model, folder, tracked} = deployed;
  const containers = await needs.docker.containers([
    projectLabel(composeProject),
    'com.docker.compose.oneoff=False',
  ]);
  if (containers.length === 0)
    throw new UserError('BACKUP_NOTHING_RUNS', `Nothing of ${composeProject} is on this host.`, {
      where: composeProject,
      remedy: `Run it where ${project.build.project} is deployed to ${environment}, or deploy it: countable deploy ${environment}`,
    });
  const facts: BackupFacts = {
    project: project.build.project,
    environment,
    instance: settings.instance,
    composeProject,
    model,
    containers,
    volumes: await volumesOf(model, needs),
    folder,
    own: await ownOf(model, {folder, tracked}),
    settings: settings.backup,
    sizes: {},
    sqlite: {},
    databases: settings.databases,
    envFile: await envFileOf(deployed, needs),
  };
  return {deployed, facts};
};

/** That of the deploy, which Compose reads by itself. Its secrets are hidden with those of the model. */
const envFileOf = async (
  {compose: {directory, envFiles = [path.join(directory, '.env')]}}: Deployed,
  {files}: Pick<ProjectNeeds, 'files'>,
): Promise<Record<string, string>> => {
  const texts = await Promise.all(envFiles.map(file => files.readSmall(file, MOST_BYTES)));
  return Object.fromEntries(
    texts.flatMap(text => readEnvFile(text ?? '').entries.map(({name, value}) => [name, value])),
  );
};

const MOST_BYTES = 1_000_000;

const notWanted = ({settingAt}: Project): UserError =>
  new UserError('BAD_ARGUMENT', 'The project says `backup: none`: it keeps nothing.', {
    where: settingAt?.(['backup'], 'none') ?? 'countable.yml',
    remedy: 'Take that line out, where it keeps something now.',
  });

/** Its tasks and volumes are on whatever node the swarm has put them, and a task that is stopped is replaced. */
const onSwarm = ({build, settingAt}: Project, environment: string): UserError =>
  new UserError(
    'NO_BACKUP_FOR',
    `No backup can be made of ${build.project}: ${environment} runs on a swarm, whose nodes have its data, each its own.`,
    {
      where: settingAt?.(['target'], 'swarm') ?? `environment ${environment}`,
      remedy:
        'Deploy what keeps data beside the swarm, as a project of its own with `target: compose`. Where others back it up, say so: `backup: none`.',
    },
  );

const volumesOf = async (
  {volumes = {}}: ComposeModel,
  {docker}: Pick<ProjectNeeds, 'docker'>,
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
