import assert from 'node:assert/strict';
import {rootCause} from '../../../ts-helpers/src/causes/rootCause.ts';
import {error} from '../support/builds.ts';

describe('the cause of a failure', () => {
  const lines = ['ERROR:  relation "nowhere" does not exist at character 13'];
  const failing = (source: string) =>
    error({code: 'PROOF_FAILED', exitCode: 10, evidence: {log: {source, lines}}});

  it('is not looked for in what a file of questions asks of a database', () => {
    assert.equal(rootCause(failing('ops/verify.sql')), undefined);
  });

  it('is looked for in what a service says', () => {
    assert.match(rootCause(failing('web'))?.sentence ?? '', /nowhere/);
  });
});
