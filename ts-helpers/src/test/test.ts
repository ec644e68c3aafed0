import {inDocs} from '../errors/documents.ts';
import type {Git} from '../outside/git.ts';
import type {TestPlan} from './plan.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Held} from '../run/held.ts';
import {removalOf} from './plan/leftovers.ts';
import type {StageResult, Warning} from '../result/result.ts';
import type {Settings} from '../settings/settings.ts';
import {TEST_ENV_FILE} from '../project/testVariables.ts';
import {UserError, warningOf} from '../errors/userError.ts';
import {refuseLittle, warnOfLittle} from '../project/diskSpace.ts';
import {roomFor, type RoomNeeds} from '../services/room.ts';
import {namingFiles} from '../services/naming.ts';
import {type ActNeeds, deedsOf} from './act.ts';
import type {CollectedReports} from './act/collect.ts';
import {gatherTest, type GatheredTest, type GatherTestNeeds} from './gather.ts';
import {removeLeftoversIn} from './act/remove.ts';
import type {EndedTests} from './act/run.ts';
import type {Project} from '../workspace/project.ts';
import {findSecretsInside, secretsInsideWarnings} from '../workspace/secretsInside.ts';
import {warn} from '../run/warn.ts';

export type TestNeeds = PlanTestNeeds &
  ActNeeds & {
    /** Notes what stays if this process ends at once. Returns what strikes it out. */
    hold(held: Held): () => void;
    /** Ends all that is under way: a step has reached its limit. */
    end(reason: UserError): void;
  };

export interface PlanTestNeeds extends GatherTestNeeds, RoomNeeds {
  docker: GatherTestNeeds['docker'];
  /** The repository that a folder belongs to. */
  gitIn(folder: string): Pick<Git, 'files'>;
}

export interface TestRequest {
  project: Project;
  /** Path of the secret file that variables of the tests come from. */
  secretFile?: string | undefined;
  /** That it may take; default: the project's setting. */
  minutes?: number | undefined;
  /** Folder that gets the JUnit XML; without one it is read and not kept. */
  output?: string | undefined;
}

export type TestOutcome = Pick<
  StageResult,
  'outcome' | 'junit' | 'tests' | 'failedTests' | 'composeProject' | 'warnings'
>;

/** What `test` would do, without doing it; null when the project says `test: none`. */
export const planTest = async (
  {project, secretFile, minutes}: TestRequest,
  needs: PlanTestNeeds,
): Promise<TestPlan | null> => {
  const {test: how} = project.settings;
  if (how === 'none') return null;
  await enoughRoom(project, needs);
  const gathered = await gatherTest(project, {how, secretFile, minutes}, needs);
  await needs.files.remove(gathered.temporary);
  await warnOfInside(gathered, secretFile, needs);
  return gathered.plan;
};

/**
 * Runs the tests in a throw-away project of Compose, of which nothing is left in the end. Throws TESTS_FAILED,
 * TESTS_HID_FAILURE, NO_TESTS_RUN, TESTS_NOT_STARTED, NO_TESTS, OUT_OF_MEMORY, and what is wrong with compose files, images or this machine.
 */
export const test = async (request: TestRequest, needs: TestNeeds): Promise<TestOutcome> => {
  const {test: how} = request.project.settings;
  if (how === 'none') {
    needs.voice.info('This project says `test: none`: there is nothing to test.');
    return {outcome: 'skipped'};
  }
  if (request.output !== undefined) await makeOutput(request.output, needs.files);
  return testWith(how, request, needs);
};

/** Before the tests run: who asked for their reports would have to run them again. */
const makeOutput = async (output: string, files: TestNeeds['files']): Promise<void> => {
  if ((await files.kind(output)) === 'file')
    throw new UserError('BAD_ARGUMENT', `${output} is a file, and no folder.`, {
      where: '--output',
      remedy: 'Name a folder, which gets the JUnit XML of the tests; it is made where there is none.',
    });
  await files.makeFolder(output);
};

const testWith = async (
  how: Exclude<Settings['test'], 'none'>,
  {project, secretFile, minutes, output}: TestRequest,
  needs: TestNeeds,
): Promise<TestOutcome> => {
  const {workspace} = project;
  const little = await enoughRoom(project, needs);
  await removeLeftoversIn(workspace, needs);
  const gathered = await gatherTest(project, {how, secretFile, minutes}, needs);
  const before = [...little, ...(await warnOfInside(gathered, secretFile, needs))];
  const {composeProject, steps} = gathered.plan;
  const release = needs.hold(removing(composeProject));
  const {deeds, passed} = deedsOf({gathered, how, output, release}, needs);
  for (const {says, isQuiet} of gathered.notes)
    needs.voice[isQuiet ? 'detail' : 'info'](`In this run ${says}.`);
  await carryOut(steps, ({id}) => deeds[id](), {
    voice: needs.voice,
    end: needs.end,
    explaining: work => namingFiles({...gathered, folder: workspace, workspace}, needs.files, work),
  });
  const {ended, reports, tests, failedTests, skipped} = passed();
  const told = [...skipped, ...missingReports(how.junit, {...reports, ended}, needs.voice)];
  for (const warning of told) warn(needs.voice, warning);
  return {
    outcome: 'passed',
    ...(before.length + told.length > 0 && {warnings: [...before, ...told]}),
    composeProject,
    ...(reports.files.length > 0 && {junit: reports.files, tests}),
    ...(failedTests.length > 0 && {failedTests}),
  };
};

const removing = (composeProject: string): Held => {
  const removal = removalOf(composeProject);
  return {
    stopping: again => `Removing ${composeProject}; ${again} would leave it to be removed with: ${removal}`,
    left: () =>
      `${composeProject} is not removed whole. The next test on this machine does it, or: ${removal}`,
  };
};

/** Throws DISK_LOW; where it is not far from that, people are told. */
const enoughRoom = async (
  {settings}: Project,
  needs: RoomNeeds & Pick<TestNeeds, 'voice'>,
): Promise<Warning[]> => {
  const room = await roomFor({wanted: settings.disk.free}, needs);
  refuseLittle(room);
  const warnings = warnOfLittle(room);
  for (const warning of warnings) warn(needs.voice, warning);
  return warnings;
};

/** The secret file is to lie outside the project, where no image and no commit has it. */
const warnOfInside = async (
  {model, project: {workspace}}: GatheredTest,
  secretFile: string | undefined,
  {files, gitIn, voice}: Pick<TestNeeds, 'files' | 'gitIn' | 'voice'>,
): Promise<Warning[]> => {
  const inside = await findSecretsInside({[TEST_ENV_FILE]: secretFile}, workspace, {files});
  const warnings = await secretsInsideWarnings(inside, {workspace, model}, {files, git: gitIn(workspace)});
  for (const warning of warnings) warn(voice, warning);
  return warnings;
};

/** Without reports nobody sees which tests there are, and how many. */
const missingReports = (
  named: readonly string[],
  {files, unreadable, ended}: CollectedReports & {ended: EndedTests},
  voice: TestNeeds['voice'],
): Warning[] => {
  if (files.length > 0 || unreadable > 0) return [];
  if (named.length === 0) {
    voice.info(`No test reports were found${countedOtherwise(ended)}: ${HOW_TO}.`);
    return [];
  }
  return [warningOf(new UserError('REPORTS_MISSING', `There are no test reports at ${named.join(', ')}.`))];
};

const countedOtherwise = ({printed, ran}: EndedTests): string => {
  const total = printed.total();
  if (total && printed.skipped() >= total) return `; by what they print, none of ${total} was run`;
  if (total)
    return `; by what they print, ${total === 1 ? '1 test was' : `${total} tests were`} run, and only reports tell of each`;
  return ran.some
    ? '; by what they print, tests were run, and only reports tell how many'
    : ', so nobody can tell how many tests were run';
};

const HOW_TO = `${inDocs('how-to/test.md')} tells where they are looked for`;
