import {randomBytes} from 'node:crypto';
import path from 'node:path';
import type {BuildIdentity} from '../../domain/build.ts';
import type {ComposeModel, ComposeProject} from '../../domain/compose.ts';
import {composeFiles, composeProjectName, environmentFile} from '../../domain/conventions.ts';
import {throwAwayLabels} from '../../domain/leftovers.ts';
import type {Settings} from '../../domain/settings.ts';
import {overrideText, planTestRun, type TestPlan} from '../../domain/testrun.ts';
import {checkModel, type ComposeSource} from '../../domain/validation.ts';
import {UserError} from '../../errors.ts';
import type {Compose} from '../../adapters/compose.ts';
import type {Docker} from '../../adapters/docker.ts';
import type {Files} from '../../adapters/files.ts';
import type {Holders} from '../../adapters/holders.ts';
import type {Report} from '../../report.ts';
import {blamingMachine} from '../machine.ts';
import {mergedModel} from '../mergedModel.ts';
import type {Project} from '../project.ts';

export interface GatherTestNeeds {
  files: Files;
  docker: Docker;
  compose: Compose;
  holders: Holders;
  report: Report;
  readComposeSource(file: string, text: string): ComposeSource;
}

export interface GatheredTest {
  plan: TestPlan;
  model: ComposeModel;
  project: Project;
  compose: ComposeProject;
  /** To be removed in the end; outside the workspace, which is the build context. */
  temporary: string;
}

const ENVIRONMENT = 'test';

/** Reads and checks the compose files, and decides on the run. Nothing is started. */
export const gatherTest = async (
  project: Project,
  how: Exclude<Settings['test'], 'none'>,
  needs: GatherTestNeeds,
): Promise<GatheredTest> => {
  const {build, workspace} = project;
  const names = await findFiles(project, needs);
  const compose = throwAway(project, names);
  const reading = Promise.all(names.map(name => readSource(workspace, name, needs)));
  const [sources, merged] = await Promise.all([
    reading,
    blamingMachine(needs, () => mergedModel(needs, compose, {folder: workspace, sources: reading})),
  ]);
  checkModel(merged, sources, ENVIRONMENT);
  const plan = planTestRun({
    composeProject: compose.name,
    test: how,
    model: merged.model,
    files: names,
    overrideFile: environmentFile(project.settings, ENVIRONMENT),
    labels: throwAwayLabels(build, await needs.holders.me()),
  });
  const temporary = await needs.files.temporaryFolder();
  const override = path.posix.join(temporary, 'test-run.yml');
  await needs.files.writeText(override, overrideText(plan.override));
  return {
    plan,
    model: merged.model,
    project,
    compose: {...compose, files: [...compose.files, override]},
    temporary,
  };
};

const findFiles = async ({workspace, settings}: Project, {files}: GatherTestNeeds): Promise<string[]> => {
  const bases = composeFiles(settings);
  const override = environmentFile(settings, ENVIRONMENT);
  const names = [...bases, override];
  const found = await Promise.all(names.map(name => files.exists(path.posix.join(workspace, name))));
  const base = bases.find((_, index) => found[index]);
  if (base === undefined) {
    throw new UserError('NOT_A_PROJECT', `There is no ${bases.join(' or ')} in this project.`, {
      where: workspace,
    });
  }
  if (found.at(-1)) return [base, override];
  if (settings.compose.environments[ENVIRONMENT] === undefined) return [base];
  throw new UserError('NO_ENVIRONMENT_FILE', `There is no ${override} to test with.`, {where: override});
};

const readSource = async (
  workspace: string,
  name: string,
  {files, readComposeSource}: GatherTestNeeds,
): Promise<ComposeSource> =>
  readComposeSource(name, (await files.readText(path.posix.join(workspace, name))) ?? '');

/** A name that no other run has, also not one of the same commit at the same time. */
const throwAway = ({build, workspace}: Project, names: readonly string[]): ComposeProject => ({
  name: composeProjectName(build.project, 'test', buildWord(build), randomBytes(3).toString('hex')),
  directory: path.posix.dirname(path.posix.join(workspace, names[0] ?? '')),
  files: names.map(name => path.posix.join(workspace, name)),
});

const buildWord = ({buildNumber, commit}: BuildIdentity): string =>
  buildNumber === undefined ? (commit?.slice(0, 7) ?? 'local') : String(buildNumber);
