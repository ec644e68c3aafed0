import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {createDockerAdapters} from '../services/adapters.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import {type BuildGiven, createPlanAdapters, readProject} from '../workspace/open.ts';
import {type Validated, validate} from './validate.ts';

/** `countable validate`. */
export const runValidate = async (
  given: BuildGiven & {environment: string | undefined},
  world: World,
): Promise<Finished<Validated>> => {
  const project = await readProject(given, world);
  const {compose, readComposeSource} = createDockerAdapters(world.signal);
  const root = folderOf(project.settings.deployRoot ?? DEPLOY_ROOT, world);
  const needs = {...createPlanAdapters(project, world.signal), compose, readComposeSource, root};
  return {result: await validate(project, given.environment, needs)};
};
