import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {unifiedDiff} from '../../../../ts-helpers/src/doctor/plan/unifiedDiff.ts';

describe('a unified diff', () => {
  const lines = Array.from({length: 30}, (_, index) => `line ${index}\n`);
  const changed = (...at: readonly number[]): string =>
    lines.map((line, index) => (at.includes(index) ? `new ${index}\n` : line)).join('');

  for (const [what, before, after] of [
    ['of a file that is new', undefined, 'a\nb\n'],
    ['of one without an end', 'a\nb', 'a\nc'],
    ['of one that gets an end', 'a\nb', 'a\nb\nc\n'],
    ['of two places', lines.join(''), changed(1, 28)],
    ['of places that meet', lines.join(''), changed(10, 14)],
    ['of lines that are gone', lines.join(''), lines.slice(3).join('')],
    ['of ends as Windows has them', 'a\r\nb\r\n', 'a\r\nb\r\nc\r\n'],
  ] as const)
    it(`is what git applies, ${what}`, () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'countable-diff-'));
      try {
        const file = path.join(folder, 'x');
        if (before !== undefined) writeFileSync(file, before);
        const patch = `${unifiedDiff('x', before, after).join('\n')}\n`;
        execFileSync('git', ['apply', '-'], {cwd: folder, input: patch});
        assert.equal(readFileSync(file, 'utf8'), after);
      } finally {
        rmSync(folder, {recursive: true});
      }
    });
});
