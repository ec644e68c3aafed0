import assert from 'node:assert/strict';
import {leavesOut} from '../../../ts-helpers/src/compose/dockerignore.ts';

/** As `docker build` has it: https://docs.docker.com/build/concepts/context/#dockerignore-files */
const CASES: readonly [string, string, boolean][] = [
  ['', 'stage.env', false],
  ['stage.env', 'stage.env', true],
  ['/stage.env', 'stage.env', true],
  ['./stage.env', 'stage.env', true],
  ['stage.env', 'conf/stage.env', false],
  ['conf', 'conf/stage.env', true],
  ['conf/', 'conf/stage.env', true],
  ['*', 'conf/stage.env', true],
  ['*.env', 'stage.env', true],
  ['*.env', 'conf/stage.env', false],
  ['*/*.env', 'conf/stage.env', true],
  ['**/*.env', 'stage.env', true],
  ['**/*.env', 'a/b/stage.env', true],
  ['**', 'a/b/stage.env', true],
  ['conf/**', 'conf/a/stage.env', true],
  ['conf/**/stage.env', 'conf/stage.env', true],
  ['conf/**/stage.env', 'config/stage.env', false],
  ['stage.en?', 'stage.env', true],
  ['[a-s]tage.env', 'stage.env', true],
  ['[^s]tage.env', 'stage.env', false],
  ['# stage.env', 'stage.env', false],
  ['*\n!stage.env', 'stage.env', false],
  ['!stage.env\n*', 'stage.env', true],
  ['*.env\r\n', 'stage.env', true],
  ['a/../stage.env', 'stage.env', true],
  ['stage\\.env', 'stage.env', true],
  ['stageXenv', 'stage.env', false],
  ['.env*', '.env', true],
];

describe('what .dockerignore leaves out', () => {
  for (const [text, path, isOut] of CASES)
    it(`${JSON.stringify(text)} ${isOut ? 'leaves out' : 'keeps'} ${path}`, () => {
      assert.equal(leavesOut(text, path), isOut);
    });

  it('is known at once, however many stars there are', () => {
    assert.equal(leavesOut('*a'.repeat(2_000), 'a'.repeat(200)), false);
  });
});
