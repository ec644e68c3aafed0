import {failureSentence, summarise} from '../../domain/junit.ts';
import type {FailedTest, TestCounts} from '../../domain/result.ts';
import type {RanTests} from '../../domain/testOutput.ts';
import {UserError} from '../../errors.ts';
import type {Docker} from '../../adapters/docker.ts';
import {servicesEvidence, witnesses, withNotes} from '../evidence.ts';
import type {CollectedReports} from './collect.ts';
import type {EndedTests} from './run.ts';

/** The exit code decides, but that nothing was run is no success; everything else explains. */
export const judgeTests = async (
  {gathered, exitCode, tail, ran}: EndedTests,
  {files, cases}: CollectedReports,
  {docker}: {docker: Docker},
): Promise<{tests: TestCounts; failedTests: FailedTest[]}> => {
  const {tests, failedTests} = summarise(cases);
  const {composeProject, service} = gathered.plan;
  const nothing = exitCode === 0 ? nothingRun(files, cases.length, ran) : undefined;
  if (exitCode === 0 && nothing === undefined) return {tests, failedTests};
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
  throw new UserError('TESTS_FAILED', failureSentence(tests, {service, exitCode}), details);
};

/** What shows that not one test was run; undefined where some were, or nothing tells. */
const nothingRun = (files: readonly string[], cases: number, {none, some}: RanTests): string | undefined => {
  if (cases > 0 || some) return undefined;
  if (files.length > 0)
    return `The tests ended with exit code 0, but not one was run: ${files.join(', ')} ${files.length === 1 ? 'has' : 'have'} none.`;
  return none ? 'The tests ended with exit code 0, but not one was run, by what they print.' : undefined;
};
