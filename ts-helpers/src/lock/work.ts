import {createDeployFolder} from '../deploy/folder.ts';
import {createClock} from '../outside/clock.ts';
import {createLocks} from '../outside/lock.ts';
import {createOtherProcesses} from '../outside/otherProcesses.ts';
import {createWaiting} from '../outside/waiting.ts';
import {checkedEnvironment} from '../project/conventions.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import {environmentsHere} from '../workspace/environmentsHere.ts';
import {type BuildGiven, readProject} from '../workspace/open.ts';
import type {GatherNeeds} from './gather.ts';
import type {ReleasePlan} from './plan.ts';
import {planOnly, release, type ReleaseOutcome} from './release.ts';
import {status, type StatusOutcome} from './status.ts';

/** `countable lock status`. */
export const runStatus = async (
  given: BuildGiven & {environment: string | undefined},
  world: World,
): Promise<Finished<StatusOutcome>> => {
  const environment = given.environment === undefined ? undefined : checkedEnvironment(given.environment);
  const project = await readProject(given, world);
  return {result: await status({project, environment}, needsOf(project.settings.deployRoot, world))};
};

/** `countable lock release`. */
export const runRelease = async (
  given: BuildGiven & {environment: string; plan: boolean; force: boolean},
  world: World,
): Promise<Finished<ReleasePlan | ReleaseOutcome>> => {
  const environment = checkedEnvironment(given.environment);
  const project = await readProject(given, world);
  const needs = {...needsOf(project.settings.deployRoot, world), voice: world.voice};
  const request = {project, environment, isForced: given.force};
  return {result: await (given.plan ? planOnly(request, needs) : release(request, needs))};
};

const needsOf = (deployRoot: string | undefined, world: World): GatherNeeds => {
  const root = folderOf(deployRoot ?? DEPLOY_ROOT, world);
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
