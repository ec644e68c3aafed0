import assert from 'node:assert/strict';
import type {ErrorReport} from '../../../ts-helpers/src/result/result.ts';
import {deploy, type DeployOptions, type DeployProject, type DeployRun, leftOnDisk} from './deploys.ts';
import {contents, leftOf} from './projects.ts';

export type Refusal = Omit<ErrorReport, 'evidence'>;

/**
 * Deploys, and expects that it is refused: told once, with the exit code of the error, and with nothing left of it
 * in Docker, in the deploy root, in the temporary folder or in the workspace.
 */
export const refused = (project: DeployProject, options: DeployOptions = {}): Promise<Refusal> =>
  judged(project, () => deploy(project, options));

/** The same of a deploy that the test starts in its own way. */
export const judged = async (project: DeployProject, run: () => Promise<DeployRun>): Promise<Refusal> => {
  const before = contents(project);
  const refusal = refusalOf(await run());
  assert.deepEqual(leftOf(project), [], 'nothing is left in Docker');
  assert.deepEqual(leftOnDisk(project), [], 'nothing is left on the disk');
  assert.deepEqual(contents(project), before, 'no file of the workspace has changed');
  return refusal;
};

/** What a failed deploy said: the same to people and to programs, and by its exit code. */
export const refusalOf = ({result, exitCode, stderr}: DeployRun): Refusal => {
  assert.ok(result.error, `it was deployed:\n${stderr}`);
  const {evidence, ...refusal} = result.error;
  assert.equal(exitCode, refusal.exitCode);
  assert.equal(stderr.split(`✗ ${refusal.code}: ${refusal.message}`).length, 2, `told once:\n${stderr}`);
  return refusal;
};
