import assert from 'node:assert/strict';
import type {ErrorReport} from '../../../ts-helpers/src/domain/result.ts';
import {deploy, type DeployOptions, type DeployProject, leftOnDisk} from './deploys.ts';
import {contents, leftOf} from './projects.ts';

export type Refusal = Omit<ErrorReport, 'evidence'>;

/**
 * Deploys, and expects that it is refused: told once, with the exit code of the error, and with nothing left of it
 * in Docker, in the deploy root, in the temporary folder or in the workspace.
 */
export const refused = async (project: DeployProject, options: DeployOptions = {}): Promise<Refusal> => {
  const before = contents(project);
  const {result, exitCode, stderr} = await deploy(project, options);
  assert.ok(result.error, `it was deployed:\n${stderr}`);
  const {evidence, ...refusal} = result.error;
  assert.equal(exitCode, refusal.exitCode);
  assert.equal(stderr.split(`✗ ${refusal.code}: ${refusal.message}`).length, 2, `told once:\n${stderr}`);
  assert.deepEqual(leftOf(project), [], 'nothing is left in Docker');
  assert.deepEqual(leftOnDisk(project), [], 'nothing is left on the disk');
  assert.deepEqual(contents(project), before, 'no file of the workspace has changed');
  return refusal;
};
