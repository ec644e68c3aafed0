import {createGit} from '../outside/git.ts';
import {createHolders} from '../outside/holders.ts';
import {createShell} from '../outside/shell.ts';
import {planTest, test} from './test.ts';
import {TEST_ENV_FILE} from '../project/testVariables.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import {createDockerAdapters} from '../services/adapters.ts';
import {fileIn} from '../workspace/givenSecretFiles.ts';
import type {Job} from '../stage/work.ts';

/** The tests of a project, with all that they work with. */
export const testWork = ({project, given, world, minutes, end}: Job) => {
  const needs = {
    ...createDockerAdapters(world.signal, world.variables),
    voice: world.voice,
    hold: world.hold,
    end,
    mask: world.mask,
    maskData: world.maskData,
    deployRoots: [DEPLOY_ROOT, ...project.settings.deployRoots].map(root => folderOf(root, world)),
    holders: createHolders(),
    gitIn: (folder: string) => createGit(createShell(world.signal), folder),
    loadJUnit: async () => (await import('./junitFiles.ts')).createJUnitReports(),
  };
  const secretFile = fileIn(TEST_ENV_FILE, world);
  return Promise.resolve({
    plan: () => planTest({project, secretFile, minutes}, needs),
    run: () => test({project, secretFile, minutes, output: given.output}, needs),
  });
};
