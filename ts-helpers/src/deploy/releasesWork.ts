import {createFiles} from '../outside/files.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {deployedName} from '../workspace/deployedName.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import {knownEnvironment} from '../workspace/environments.ts';
import {environmentsHere} from '../workspace/environmentsHere.ts';
import {type BuildGiven, readProject} from '../workspace/open.ts';
import {createDeployFolder} from './folder.ts';
import {historyOf, type TimeLive} from './plan/history.ts';
import {brokenOff} from './plan/journal.ts';

export type Releases = Record<string, TimeLive[]>;

/** By environment, what ran when, newest first. */
export const runReleases = async (
  given: BuildGiven & {environment: string | undefined},
  world: World,
): Promise<Finished<Releases>> => {
  const project = await readProject(given, world);
  const root = folderOf(project.settings.deployRoot ?? DEPLOY_ROOT, world);
  const asked =
    given.environment === undefined
      ? await environmentsHere(project, root)
      : [await knownEnvironment(project, given.environment, {files: createFiles(), root})];
  const found = await Promise.all(
    asked.map(async environment => {
      const folder = createDeployFolder(root, deployedName(project, environment));
      const [{live, broken}, kept, journal] = await Promise.all([
        folder.record(),
        folder.releases.list(),
        folder.journal(),
      ]);
      return [environment, historyOf(kept, live, broken ?? brokenOff(journal))] as const;
    }),
  );
  const told = found.filter(([, all]) => given.environment !== undefined || all.length > 0);
  return {result: Object.fromEntries(told)};
};
