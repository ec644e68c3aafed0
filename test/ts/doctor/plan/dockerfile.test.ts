import assert from 'node:assert/strict';
import {instructionsOf, stageBuilt} from '../../../../ts-helpers/src/doctor/plan/dockerfile.ts';

describe('a Dockerfile', () => {
  it('is instructions with the lines where they begin, without comments and what heredocs hold', () => {
    const text =
      '# syntax=docker/dockerfile:1\r\nfrom busybox\n\nRUN a \\\n  # not this\n  && b \\\n  c\nRUN <<EOF\nUSER root\nEOF\nUSER app\n';
    assert.deepEqual(instructionsOf(text), [
      {name: 'FROM', words: 'busybox', line: 2},
      {name: 'RUN', words: 'a && b c', line: 4},
      {name: 'RUN', words: '<<EOF', line: 8},
      {name: 'USER', words: 'app', line: 11},
    ]);
  });

  it('ends where it is cut off', () => {
    assert.deepEqual(instructionsOf('RUN a \\'), [{name: 'RUN', words: 'a \\', line: 1}]);
    assert.deepEqual(instructionsOf('RUN a \\\n# b'), [{name: 'RUN', words: 'a \\', line: 1}]);
    assert.deepEqual(instructionsOf(''), []);
  });

  it('is built of its last stage, or the one that is named, with what they build on', () => {
    const all = instructionsOf(
      'FROM --platform=linux/amd64 node:22 AS Base\nUSER node\nFROM base AS job\nFROM 0\nCMD x\n',
    );
    const last = stageBuilt(all, undefined);
    assert.deepEqual(
      [last?.image, last?.line, last?.instructions.map(({name}) => name)],
      ['node:22', 4, ['USER', 'CMD']],
    );
    assert.equal(stageBuilt(all, 'JOB')?.line, 3);
    assert.equal(stageBuilt(all, 'other'), undefined);
    assert.equal(stageBuilt([], undefined), undefined);
  });
});
