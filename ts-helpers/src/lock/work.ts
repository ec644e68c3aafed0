import {createDeployFolder} from '../deploy/folder.ts';
import {createClock} from '../outside/clock.ts';
import {createFiles} from '../outside/files.ts';
import {createLocks} from '../outside/lock.ts';
import {createOtherProcesses} from '../outside/otherProcesses.ts';
import {createWaiting} from '../outside/waiting.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import {knownEnvironment} from '../workspace/environments.ts';
import {environmentsHere} from '../workspace/environmentsHere.ts';
import {type BuildGiven, readProject} from '../workspace/open.ts';
import type {Project} from '../workspace/project.ts';
import type {GatherNeeds} from './gather.ts';
import type {ReleasePlan} from './plan.ts';
import {planOnly, release, type ReleaseOutcome} from './release.ts';
import {status, type StatusOutcome} from './status.ts';

/** `countable lock status`. */
export const runStatus = async (
  given: BuildGiven & {environment: string | undefined},
  world: World,
): Promise<Finished<StatusOutcome>> => {
  const project = await readProject(given, world);
  const environment =
    given.environment === undefined ? undefined : await known(given.environment, project, world);
  return {result: await status({project, environment}, needsOf(project, world))};
};

/** `countable lock release`. */
export const runRelease = async (
  given: BuildGiven & {environment: string; plan: boolean; force: boolean},
  world: World,
): Promise<Finished<ReleasePlan | ReleaseOutcome>> => {
  const project = await readProject(given, world);
  const environment = await known(given.environment, project, world);
  const needs = {...needsOf(project, world), voice: world.voice};
  const request = {project, environment, isForced: given.force};
  return {result: await (given.plan ? planOnly(request, needs) : release(request, needs))};
};

const known = (environment: string, project: Project, world: World): Promise<string> =>
  knownEnvironment(project, environment, {files: createFiles(), root: rootOf(project, world)});

const rootOf = ({settings}: Project, world: World): string =>
  folderOf(settings.deployRoot ?? DEPLOY_ROOT, world);

const needsOf = (whose: Project, world: World): GatherNeeds => {
  const root = rootOf(whose, world);
  const locks = createLocks(world.inherited);
  return {
    locks,
    waiting: createWaiting(locks),
    processes: createOtherProcesses(),
    clock: createClock(world.signal),
    folderOf: composeProject => createDeployFolder(root, composeProject),
    environmentsHere: project => environmentsHere(project, root),
  };
};
