import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import {ENVIRONMENT_LABEL, PROJECT, releaseOf} from '../project/release.ts';
import {reliefsOf} from '../project/relief.ts';
import {COMPOSE_PROJECT} from '../project/throwAway.ts';
import {messageOf} from '../errors/userError.ts';
import type {Clock} from '../outside/clock.ts';
import type {Docker} from '../outside/docker.ts';
import type {Files} from '../outside/files.ts';
import type {Git} from '../outside/git.ts';
import {type LeftoversNeeds, removeKilledRuns} from '../test/leftovers.ts';
import type {ErrorReport} from '../result/result.ts';
import {disksFor, type RoomNeeds, usageInTime} from '../services/room.ts';
import {knownEnvironment} from '../workspace/environments.ts';
import {deployedName} from '../workspace/deployedName.ts';
import type {Project} from '../workspace/project.ts';
import {type TurnNeeds, tryToTakeBoth} from './act/turn.ts';
import type {DeployFolder} from './folder.ts';
import {originOf} from './gather.ts';
import {findNamesLeft, type NamesNeeds} from './gather/namesLeft.ts';
import {type SpareNeeds, storedOf} from './gather/spare.ts';
import {type Deployed, type DiskStep, type Overview, planDisk, sharesOf} from './plan/disk.ts';
import {toErrorReport} from '../stage/runStage.ts';
import {tagsToGo} from './plan/kept.ts';
import {namesToGo} from './plan/spare.ts';

export interface DiskNeeds extends SpareNeeds, RoomNeeds, LeftoversNeeds, NamesNeeds {
  docker: SpareNeeds['docker'] &
    RoomNeeds['docker'] &
    LeftoversNeeds['docker'] &
    NamesNeeds['docker'] &
    Pick<Docker, 'untagImages'>;
  holders: SpareNeeds['holders'];
  clock: Clock;
  files: Pick<Files, 'exists'>;
  git: Pick<Git, 'roots'>;
  voice: Voice;
  locks: TurnNeeds['locks'];
  hostLocks: TurnNeeds['hostLocks'];
  /** Where deploys are. */
  root: string;
  folderOf(composeProject: string): DeployFolder;
  /** Whether deploys have left anything of it below the root. */
  isRecorded(composeProject: string): Promise<boolean>;
}

export interface DiskRequest {
  project: Project;
  /** Default: all that are recorded here. */
  environment: string | undefined;
  who: string;
}

export interface DiskPlan {
  overview: Overview;
  steps: DiskStep[];
}

export interface DiskOutcome {
  overview: Overview;
  /** What was done; nothing where nothing was to be. */
  done: string[];
  /** What was to be done, and failed. */
  notDone: {does: string; error: ErrorReport}[];
  /** Of deploys that were under way: nothing of theirs was touched. */
  busy: string[];
}

/** What would be freed, and who takes what. */
export const planOnly = async (request: DiskRequest, needs: DiskNeeds): Promise<DiskPlan> => {
  const {steps} = await planned(request, await environmentsOf(request, needs), needs);
  return {overview: await overviewOf(needs), steps};
};

/** Frees what is the project's own and nobody needs, while no deploy of it can begin; what others have stays. */
export const freeDisk = async (request: DiskRequest, needs: DiskNeeds): Promise<DiskOutcome> => {
  const environments = await environmentsOf(request, needs);
  const busy: string[] = [];
  const locks: {release(): Promise<void>}[] = [];
  try {
    const free: string[] = [];
    for (const environment of environments) {
      const lock = await lockOf(environment, request, needs);
      if ('heldBy' in lock) {
        needs.voice.warn(`${environment} is left as it is: ${lock.heldBy.who} deploys.`);
        busy.push(environment);
      } else {
        locks.push(lock);
        free.push(environment);
      }
    }
    const {steps, deployed} = await planned(request, free, needs);
    const {done, notDone} = await carryOut(steps, step => act(step, {deployed, request}, needs), {
      voice: needs.voice,
      bear(step, error) {
        needs.voice.warn(`Not done (${step.does}): ${messageOf(error)}`);
        return 'go on';
      },
    });
    return {
      overview: await overviewOf(needs),
      done: done.map(({does}) => does),
      notDone: notDone.map(({step, error}) => ({does: step.does, error: toErrorReport(error)})),
      busy,
    };
  } finally {
    for (const lock of locks) await lock.release();
  }
};

/** Where nothing is recorded there is no folder for a lock; the host's is by name. */
const lockOf = async (environment: string, {project, who}: DiskRequest, needs: DiskNeeds) => {
  const composeProject = deployedName(project, environment);
  const me = {who, since: needs.clock.now().toISOString()};
  return (await needs.isRecorded(composeProject))
    ? tryToTakeBoth({composeProject, folder: needs.folderOf(composeProject)}, me, needs)
    : needs.hostLocks.tryToTake(composeProject, me);
};

/** Those that the settings name, and those that images tell of. Throws UNKNOWN_ENVIRONMENT for one that is asked for. */
const environmentsOf = async (
  {project, environment}: DiskRequest,
  {docker, files, root}: DiskNeeds,
): Promise<string[]> => {
  const {branches, compose} = project.settings;
  const images = await docker.storedImages(`${PROJECT}=${project.build.project}`);
  const told = images
    .map(({labels}) => ({environment: labels[ENVIRONMENT_LABEL] ?? '', of: labels[COMPOSE_PROJECT]}))
    .filter(one => one.environment !== '' && one.of === deployedName(project, one.environment));
  if (environment !== undefined) {
    const isTold = told.some(one => one.environment === environment);
    return [isTold ? environment : await knownEnvironment(project, environment, {files, root})];
  }
  const named = [...Object.values(branches), ...Object.keys(compose.environments)];
  return [...new Set([...named, ...told.map(one => one.environment)])].sort();
};

const planned = async (
  {project, environment: asked}: DiskRequest,
  environments: readonly string[],
  needs: DiskNeeds,
): Promise<{steps: DiskStep[]; deployed: Deployed[]}> => {
  const origin = await originOf(project, needs.git);
  const deployed = await Promise.all(
    environments.map(async (environment): Promise<Deployed> => {
      const composeProject = deployedName(project, environment);
      const folder = needs.folderOf(composeProject);
      const [isRecorded, {live}, kept] = await Promise.all([
        needs.isRecorded(composeProject),
        folder.record(),
        folder.releases.list(),
      ]);
      const release = releaseOf({...project, origin}, environment, needs.clock.now());
      const isAsked = !isRecorded && environment === asked;
      const names = isAsked ? await findNamesLeft(composeProject, needs) : [];
      return {release, composeProject, isRecorded, live, kept, names};
    }),
  );
  const stored = await storedOf(project.build.project, needs);
  return {
    steps: planDisk({stored, deployed, releases: project.settings.releases, asked}),
    deployed,
  };
};

const act = async (
  {id, going, images = [], names = [], environment}: DiskStep,
  {deployed, request}: {deployed: readonly Deployed[]; request: DiskRequest},
  needs: DiskNeeds,
): Promise<void> => {
  const {docker, folderOf} = needs;
  if (id === 'tests') return removeKilledRuns(request.project.build.project, needs);
  if (going !== undefined) {
    const kept = deployed.find(({release}) => release.environment === environment)?.kept ?? [];
    await folderOf(deployedName(request.project, environment ?? '')).releases.drop(going);
    await docker.untagImages(
      tagsToGo(
        going,
        kept.filter(one => !going.includes(one)),
      ),
    );
  }
  await docker.untagImages([...namesToGo(images), ...names]);
};

const overviewOf = async (needs: DiskNeeds): Promise<Overview> => {
  const disks = await disksFor(needs.root, needs);
  const usage = await usageInTime(needs.docker);
  if (usage === undefined) return {disks, shares: undefined, reliefs: undefined};
  const images = await needs.docker.storedImages(PROJECT);
  return {disks, shares: sharesOf(usage, images, await needs.keptSizes()), reliefs: reliefsOf(usage)};
};
