import {checkedEnvironment} from '../project/conventions.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import type {Settings} from '../settings/settings.ts';
import {deployedName} from '../workspace/deployedName.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import {type BuildGiven, readProject} from '../workspace/open.ts';
import {createDeployFolder} from './folder.ts';
import {historyOf, type TimeLive} from './plan/history.ts';

const environmentsOf = ({branches, compose}: Settings): string[] => [
  ...new Set([...Object.values(branches), ...Object.keys(compose.environments)]),
];

export type Releases = Record<string, TimeLive[]>;

/** By environment, what ran when, newest first. */
export const runReleases = async (
  given: BuildGiven & {environment: string | undefined},
  world: World,
): Promise<Finished<Releases>> => {
  const project = await readProject(given, world);
  const {settings} = project;
  const root = folderOf(settings.deployRoot ?? DEPLOY_ROOT, world);
  const asked =
    given.environment === undefined ? environmentsOf(settings) : [checkedEnvironment(given.environment)];
  const found = await Promise.all(
    asked.map(async environment => {
      const folder = createDeployFolder(root, deployedName(project, environment));
      const [{live}, kept] = await Promise.all([folder.record(), folder.releases.list()]);
      return [environment, historyOf(kept, live)] as const;
    }),
  );
  const told = found.filter(([, all]) => given.environment !== undefined || all.length > 0);
  return {result: Object.fromEntries(told)};
};
