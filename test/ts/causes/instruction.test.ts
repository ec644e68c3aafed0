import assert from 'node:assert/strict';
import {inDockerfile, instructionIn} from '../../../ts-helpers/src/causes/instruction.ts';

const DOCKERFILE = [
  '# syntax=docker/dockerfile:1',
  'FROM debian:12-slim',
  '',
  'RUN apt-get update && \\',
  '    # for the reports',
  '    apt-get install -y \\',
  '      pyhton3 \\',
  '',
  '      curl',
  'RUN true',
  'RUN true',
].join('\n');
const TOLD = 'RUN apt-get update &&     apt-get install -y       pyhton3       curl';

describe('an instruction that failed', () => {
  it('is found in its Dockerfile, over several lines', () => {
    const found = instructionIn(DOCKERFILE, TOLD);
    assert.deepEqual([found?.line, found?.lines.length], [4, 6]);
  });

  it('is not found where it stands twice, or not at all', () => {
    assert.equal(instructionIn(DOCKERFILE, 'RUN true'), undefined);
    assert.equal(instructionIn(DOCKERFILE, 'RUN false'), undefined);
  });

  it('is told by the line that has the word', () => {
    const instruction = {file: 'web/Dockerfile', ...instructionIn(DOCKERFILE, TOLD)!};
    assert.equal(inDockerfile({evidence: {instruction}}, 'pyhton3'), ' (web/Dockerfile:7)');
    assert.equal(inDockerfile({evidence: {instruction}}, 'pyhton'), '');
    assert.equal(inDockerfile({evidence: {}}, 'pyhton3'), '');
  });
});
