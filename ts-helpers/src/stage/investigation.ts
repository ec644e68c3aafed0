import path from 'node:path';
import {createGit, type Git} from '../outside/git.ts';
import {createShell} from '../outside/shell.ts';
import {findOwnFiles} from './ownFiles.ts';
import {findSuspects} from './suspects.ts';
import {greenCommit} from '../seam/greenCommit.ts';
import type {ErrorReport, OwnFile} from '../result/result.ts';
import type {Suspect} from '../result/suspect.ts';
import type {World} from '../run/world.ts';
import {type BuildGiven, readFacts} from '../workspace/open.ts';

/** Asks the clone that a stage ran in whose commit its failure may be. */
export const suspectsOf = async (
  error: ErrorReport,
  given: BuildGiven,
  world: World,
): Promise<readonly Suspect[]> => {
  const {since, git} = await cloneOf(given, world);
  const loadYaml = async () => (await import('../outside/composeSource.ts')).readYaml;
  return world.maskData(await findSuspects({error, since}, {git, loadYaml}));
};

/** Asks it for the files that a failure misses. */
export const ownFilesOf = async (
  error: ErrorReport,
  given: BuildGiven,
  world: World,
): Promise<readonly OwnFile[]> => {
  const {since, git} = await cloneOf(given, world);
  return world.maskData(await findOwnFiles({error, since}, git));
};

/** The clone, and the commit since which it is looked at. */
const cloneOf = async (
  given: BuildGiven,
  {folder, signal}: World,
): Promise<{since: string | undefined; git: Git}> => ({
  since: greenCommit(await readFacts(given)),
  git: createGit(createShell(signal), path.resolve(folder, given.workspace ?? '')),
});
