import {failureSentence, summarise} from '../../domain/junit.ts';
import type {FailedTest, TestCounts} from '../../domain/result.ts';
import {UserError} from '../../errors.ts';
import type {Docker} from '../../adapters/docker.ts';
import {servicesEvidence, witnesses, withNotes} from '../evidence.ts';
import type {CollectedReports} from './collect.ts';
import type {EndedTests} from './run.ts';

/** The exit code alone decides; everything else explains. */
export const judgeTests = async (
  {gathered, exitCode, tail}: EndedTests,
  {files, cases}: CollectedReports,
  {docker}: {docker: Docker},
): Promise<{tests: TestCounts; failedTests: FailedTest[]}> => {
  const {tests, failedTests} = summarise(cases);
  if (exitCode === 0) return {tests, failedTests};
  const {composeProject, service} = gathered.plan;
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
  throw new UserError('TESTS_FAILED', failureSentence(tests, {service, exitCode}), details);
};
