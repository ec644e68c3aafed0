import {randomBytes} from 'node:crypto';
import path from 'node:path';
import type {BuildIdentity} from '../result/buildIdentity.ts';
import type {ComposeModel, ComposeProject} from '../compose/model.ts';
import {composeProjectName, environmentFiles} from '../project/conventions.ts';
import {pathsIn, refuseSharing} from '../isolation/isolate.ts';
import {foldersToMake} from '../isolation/mounts.ts';
import type {Note} from '../isolation/note.ts';
import type {Place, Surroundings} from '../isolation/places.ts';
import {throwAwayLabels} from './plan/leftovers.ts';
import {asMeant, fileText} from './plan/runModel.ts';
import {planTestRun, type TestFacts, type TestPlan} from './plan.ts';
import type {ComposeSource} from '../compose/source.ts';
import {checkModel} from '../project/validation.ts';
import {UserError} from '../errors/userError.ts';
import type {Compose} from '../outside/compose.ts';
import type {Docker} from '../outside/docker.ts';
import type {Files} from '../outside/files.ts';
import type {Holders} from '../outside/holders.ts';
import type {Voice} from '../run/voice.ts';
import type {Places} from '../outside/places.ts';
import {readSources, type SourceNeeds} from '../workspace/composeSources.ts';
import {environmentFileAdvice} from '../workspace/advice.ts';
import {present} from '../workspace/present.ts';
import {findBase, severalFiles} from '../workspace/composeFiles.ts';
import {blamingMachine} from '../services/machine.ts';
import {type GivenFiles, mergedModel} from '../workspace/mergedModel.ts';
import type {Project} from '../workspace/project.ts';
import {neighboursOf, type NeighbourNeeds} from './gather/neighbours.ts';
import {permitsOf} from './gather/permits.ts';
import {gatherVariables, type TestVariables} from './gather/variables.ts';

export interface GatherTestNeeds extends SourceNeeds, NeighbourNeeds {
  files: Files;
  places: Places;
  docker: Docker;
  compose: Compose;
  holders: Holders;
  voice: Voice;
}

export interface GatheredTest {
  plan: TestPlan;
  /** As the files say it. */
  model: ComposeModel;
  project: Project;
  /** What Compose runs: of one file, which says all of it. */
  compose: ComposeProject;
  /** What that file says. */
  run: ComposeModel;
  around: Surroundings;
  /** What it differs in, and what it has of this machine. */
  notes: readonly Note[];
  /** To be removed in the end; outside the workspace, which is the build context. */
  temporary: string;
  /** Mounted, and not there yet: Docker would make them, for root. */
  folders: string[];
  /** The compose files, as they were written. */
  sources: readonly ComposeSource[];
}

const ENVIRONMENT = 'test';

/** Reads and checks the compose files, and decides on the run. Nothing is started. */
export const gatherTest = async (
  project: Project,
  {
    how,
    secretFile,
    minutes = project.settings.timeouts.test,
  }: {how: TestFacts['test']; secretFile: string | undefined; minutes: number | undefined},
  needs: GatherTestNeeds,
): Promise<GatheredTest> => {
  const names = await findFiles(project, needs);
  const {own, given, ...from} = await gatherVariables(project, {base: names[0] ?? '', secretFile}, needs);
  const compose = throwAway(project, names, from);
  const {judging, sources, merged, readFor} = await blamingMachine(needs, () =>
    readFiles(project, {names, compose, envFiles: own, given}, needs),
  );
  checkModel(merged, sources, {...readFor, meant: merged.meant});
  const model = asMeant(merged.model);
  const around = await surroundings(
    project,
    {model, composeProject: compose.name, permits: judging.permits},
    needs,
  );
  const facts = {
    test: how,
    model,
    sources,
    files: names,
    overrideFiles: environmentFiles(project.settings, ENVIRONMENT, names[0] ?? ''),
    around,
    git: await gitOf(around, needs),
    isBesideDeploys: judging.neighbours.length > 0,
  };
  const planned = await advisedOfTests(project, {names, files: needs.files}, () =>
    planTestRun({...facts, minutes}),
  );
  refuseSharing(planned.notes, {...judging, sources});
  const {temporary, file} = await fileOf(planned.model, needs);
  return {
    plan: planned.plan,
    model,
    project,
    compose: {...compose, files: [file]},
    run: planned.model,
    notes: planned.notes,
    around,
    temporary,
    folders: foldersToMake(planned.model, around),
    sources,
  };
};

/** What the files say, and by what that is judged. */
const readFiles = async (
  {build, workspace, settings}: Project,
  {
    names,
    compose,
    envFiles,
    given,
  }: {
    names: readonly string[];
    compose: ComposeProject;
    envFiles: readonly string[];
    given: GivenFiles;
  },
  needs: GatherTestNeeds,
) => {
  const [permits, neighbours] = await Promise.all([permitsOf(settings, needs), neighboursOf({build}, needs)]);
  const judging = {permits, neighbours};
  const sources = await readSources({workspace, names, compose, envFiles, ...judging}, needs);
  const readFor = {project: build.project, isLaptop: build.job === undefined};
  const merged = await mergedModel(needs, compose, {
    folder: workspace,
    sources,
    readFor,
    given,
  });
  return {judging, sources, merged, readFor};
};

const fileOf = async (
  model: ComposeModel,
  {files}: GatherTestNeeds,
): Promise<{temporary: string; file: string}> => {
  const temporary = await files.temporaryFolder();
  const file = path.posix.join(temporary, 'test-run.json');
  // What Compose read from environment files is in it.
  await files.writeText(file, fileText(model), 0o600);
  return {temporary, file};
};

const surroundings = async (
  {workspace, build}: Project,
  {model, ...known}: {model: ComposeModel; composeProject: string; permits: readonly string[]},
  {places, holders}: GatherTestNeeds,
): Promise<Surroundings> => {
  const [{real}, holder, found] = await Promise.all([
    places.find(workspace),
    holders.me(),
    Promise.all(pathsIn(model).map(async (at): Promise<[string, Place]> => [at, await places.find(at)])),
  ]);
  return {...known, workspace: real, places: new Map(found), labels: throwAwayLabels(build, holder)};
};

const gitOf = async ({workspace}: Surroundings, {places}: GatherTestNeeds): Promise<string | undefined> => {
  const {real, kind} = await places.find(path.posix.join(workspace, '.git'));
  return kind === 'missing' ? undefined : real;
};

const findFiles = async (project: Project, {files, voice}: GatherTestNeeds): Promise<string[]> => {
  const {settings} = project;
  const base = await findBase(project, files);
  const several = await severalFiles(project, files);
  if (several !== undefined) voice.warn(several);
  const names = environmentFiles(settings, ENVIRONMENT, base);
  const [override] = await present(names, project, files);
  if (override !== undefined) return [base, override];
  if (settings.compose.environments[ENVIRONMENT] === undefined) return [base];
  const advice = await environmentFileAdvice(project, {environment: ENVIRONMENT, base}, files);
  throw new UserError('NO_ENVIRONMENT_FILE', `There is no ${names[0]} to test with.`, {
    where: names[0] ?? '',
    remedy: advice ?? `Add ${names[0]}, or correct \`compose: {environments}\` in countable.yml.`,
  });
};

/** Where tests are missing because their file is not read, that is the remedy. */
const advisedOfTests = async <T>(
  project: Project,
  {names, files}: {names: readonly string[]; files: Files},
  planning: () => T,
): Promise<T> => {
  try {
    return planning();
  } catch (error) {
    const [base = '', override] = names;
    if (!(error instanceof UserError) || error.code !== 'NO_TESTS' || override !== undefined) throw error;
    const remedy = await environmentFileAdvice(project, {environment: ENVIRONMENT, base}, files);
    if (remedy === undefined) throw error;
    throw new UserError('NO_TESTS', error.message, {where: error.where ?? base, remedy});
  }
};

/** A name that no other run has, also not one of the same commit at the same time. */
const throwAway = (
  {build, workspace}: Project,
  names: readonly string[],
  {envFiles, variables}: Pick<TestVariables, 'envFiles' | 'variables'>,
): ComposeProject => ({
  name: composeProjectName(build.project, 'test', buildWord(build), randomBytes(3).toString('hex')),
  directory: path.posix.dirname(path.posix.join(workspace, names[0] ?? '')),
  files: names.map(name => path.posix.join(workspace, name)),
  ...(envFiles && {envFiles}),
  variables,
});

const buildWord = ({buildNumber, commit}: BuildIdentity): string =>
  buildNumber === undefined ? (commit?.slice(0, 7) ?? 'local') : String(buildNumber);
