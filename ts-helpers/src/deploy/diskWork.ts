import path from 'node:path';
import {createDisks} from '../outside/disks.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {createDockerAdapters} from '../services/adapters.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import {type BuildGiven, readProject} from '../workspace/open.ts';
import {createDeployAdapters} from './adapters.ts';
import {finished} from './diskShown.ts';
import {type DiskNeeds, type DiskOutcome, type DiskPlan, freeDisk, planOnly} from './disk.ts';
import {keptSizes} from './folder/keptSizes.ts';

/** `countable disk`. */
export const runDisk = async (
  given: BuildGiven & {environment: string | undefined; plan: boolean},
  world: World,
): Promise<Finished<DiskPlan | DiskOutcome>> => {
  const project = await readProject(given, world);
  const root = folderOf(project.settings.deployRoot ?? DEPLOY_ROOT, world);
  const {docker, files, clock, compose} = createDockerAdapters(world.signal, world.variables);
  const needs: DiskNeeds = {
    ...createDeployAdapters(world, {workspace: project.workspace, root}),
    docker,
    compose,
    clock,
    files,
    disks: createDisks(),
    voice: world.voice,
    root,
    isRecorded: composeProject => files.exists(path.join(root, '.countable', composeProject)),
    keptSizes: () => keptSizes(root),
  };
  const request = {
    project,
    environment: given.environment,
    who: `${world.user} on this machine, freeing its disk`,
  };
  return given.plan
    ? {result: await planOnly(request, needs)}
    : finished(await freeDisk(request, needs), world.maskData);
};
