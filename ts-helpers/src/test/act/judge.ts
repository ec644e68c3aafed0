import {failureSentence, printedFailures, printedSentence, summarise} from '../verdict/junit.ts';
import type {PrintedTests, TestListener} from '../verdict/printedTests.ts';
import type {FailedTest, TestCounts, Warning} from '../../result/result.ts';
import type {RanTests} from '../verdict/testOutput.ts';
import {UserError, warningOf} from '../../errors/userError.ts';
import {servicesEvidence, witnesses, withNotes} from '../../services/evidence.ts';
import type {CollectedReports, CollectNeeds} from './collect.ts';
import type {EndedTests} from './run.ts';

/**
 * The exit code decides, but that nothing was run is no success, and neither is a last total with failures in it, where no
 * reports tell otherwise; everything else explains.
 */
export const judgeTests = async (
  {gathered, exitCode, tail, ran, printed}: EndedTests,
  {files, cases}: CollectedReports,
  {docker, maskData}: JudgeNeeds,
): Promise<Judged> => {
  const {tests, failedTests: reported} = summarise(cases);
  // Masked before it is cut, as reports are.
  const printedOnes = exitCode === 0 ? hiddenBy(cases, printed) : printed.failures();
  const said = tests.failed > 0 || printedOnes === undefined ? undefined : maskData(printedOnes);
  const failedTests = said ? printedFailures(said) : reported;
  const {composeProject, service} = gathered.plan;
  const nothing = exitCode === 0 ? nothingRun(files, cases.length, ran) : undefined;
  if (exitCode === 0 && nothing === undefined && said === undefined)
    return {tests, failedTests, skipped: skippedWarnings(tests, printed)};
  const {containers, notes} = await witnesses(composeProject, docker);
  const evidence = {
    log: {source: service, lines: tail},
    services: await servicesEvidence(containers, docker),
    ...(failedTests.length > 0 && {failedTests}),
  };
  const details = {
    where: `service ${service}`,
    evidence: withNotes(evidence, notes),
    ...(files.length > 0 && {leaves: {junit: files, tests}}),
  };
  const starved = containers.find(({outOfMemory}) => outOfMemory);
  if (starved !== undefined) {
    const message = `The service ${starved.service} was killed for lack of memory during the tests.`;
    throw new UserError('OUT_OF_MEMORY', message, details);
  }
  if (nothing !== undefined) throw new UserError('NO_TESTS_RUN', nothing, details);
  if (exitCode === 0 && said !== undefined)
    throw new UserError(
      'TESTS_HID_FAILURE',
      `${printedSentence(said)}, but their command ended with exit code 0.`,
      details,
    );
  throw new UserError('TESTS_FAILED', failureSentence(tests, {service, exitCode, printed: said}), details);
};

export interface Judged {
  tests: TestCounts;
  failedTests: FailedTest[];
  skipped: Warning[];
}

export type JudgeNeeds = Pick<CollectNeeds, 'docker' | 'maskData'>;

/** That a test is skipped may be meant; that all are has to be seen. Reports count before the output. */
const skippedWarnings = (tests: TestCounts, printed: TestListener): Warning[] => {
  const told = tests.total > 0 ? tests : {total: printed.total() ?? 0, skipped: printed.skipped()};
  if (told.total === 0 || told.skipped < told.total) return [];
  const which = told.total === 1 ? 'The only test was' : `All ${told.total} tests were`;
  const message = `${which} skipped${tests.total > 0 ? '' : ', by what they print'}.`;
  return [warningOf(new UserError('TESTS_SKIPPED', message))];
};

/** Reports count before the output. */
const hiddenBy = (cases: readonly unknown[], printed: TestListener): PrintedTests | undefined =>
  cases.length > 0 ? undefined : printed.failuresInTheEnd();

/** What shows that not one test was run; undefined where some were, or nothing tells. */
const nothingRun = (files: readonly string[], cases: number, {none, some}: RanTests): string | undefined => {
  if (cases > 0 || some) return undefined;
  if (files.length > 0)
    return `The tests ended with exit code 0, but not one was run: ${files.join(', ')} ${files.length === 1 ? 'has' : 'have'} none.`;
  return none ? 'The tests ended with exit code 0, but not one was run, by what they print.' : undefined;
};
