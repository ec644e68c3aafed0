import {createGit} from '../adapters/git.ts';
import {createHolders} from '../adapters/holders.ts';
import {createShell} from '../adapters/shell.ts';
import {planTest, test} from '../commands/test.ts';
import {TEST_ENV_FILE} from '../domain/testVariables.ts';
import {DEPLOY_ROOT, folderOf} from './deployRoot.ts';
import {createDockerAdapters} from './docker.ts';
import {fileIn} from './secretFiles.ts';
import type {Job} from './stage.ts';

/** The tests of a project, with all that they work with. */
export const testWork = ({project, given, world, minutes}: Job) => {
  const needs = {
    ...createDockerAdapters(world.signal),
    report: world.report,
    hold: world.hold,
    mask: world.mask,
    maskData: world.maskData,
    deployRoots: [DEPLOY_ROOT, ...project.settings.deployRoots].map(root => folderOf(root, world)),
    holders: createHolders(),
    gitIn: (folder: string) => createGit(createShell(world.signal), folder),
    loadJUnit: async () => (await import('../adapters/junit.ts')).createJUnitReports(),
  };
  const secretFile = fileIn(TEST_ENV_FILE, world);
  return Promise.resolve({
    plan: () => planTest({project, secretFile, minutes}, needs),
    run: () => test({project, secretFile, minutes, output: given.output}, needs),
  });
};
