import assert from 'node:assert/strict';
import {lineSink} from '../../../../ts-helpers/src/outside/shell/lines.ts';
import {GOES_ON, LONGEST_LINE} from '../../../../ts-helpers/src/text/line.ts';

const linesOf = (...pieces: string[]): string[] => {
  const lines: string[] = [];
  const sink = lineSink(line => lines.push(line));
  for (const piece of pieces) sink.write(piece);
  sink.end();
  return lines;
};

/** Cuts the text into pieces of those lengths, over and over. */
const pieces = (text: string, lengths: readonly number[]): string[] => {
  const found: string[] = [];
  for (let from = 0, turn = 0; from < text.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    found.push(text.slice(from, from + length));
    from += length;
  }
  return found;
};

describe('lines of what a program prints', () => {
  for (const [what, text, lines] of [
    ['nothing', '', []],
    ['an empty line', '\n', ['']],
    ['a line without an end', 'a', ['a']],
    ['newlines', 'a\nb\n\nc\n', ['a', 'b', '', 'c']],
    ['both ends of Windows', 'a\r\nb\r\n\r\nc', ['a', 'b', '', 'c']],
    ['returns of a progress bar', '1 %\r2 %\r100 %\ndone', ['1 %', '2 %', '100 %', 'done']],
    ['a return before both ends', 'a\r\r\nb', ['a', '', 'b']],
    ['a newline and a return', 'a\n\rb', ['a', '', 'b']],
    ['other separators, which end no line', 'a\u2028b\u2029c\u0085d\fe\vf', ['a\u2028b\u2029c\u0085d\fe\vf']],
    ['NULs and escapes', '\0\u001B[1mé\0\n\0', ['\0\u001B[1mé\0', '\0']],
  ] as const) {
    it(`are ${what}, however it comes in pieces`, () => {
      for (const lengths of [[1], [2], [3], [1, 2], [1000]])
        assert.deepEqual(linesOf(...pieces(text, lengths)), lines, `pieces of ${lengths}`);
    });
  }

  it('are whole up to the limit, and the beginning of what is longer', () => {
    const long = 'x'.repeat(LONGEST_LINE);
    for (const lengths of [[1], [7], [LONGEST_LINE], [LONGEST_LINE + 1], [1e6]]) {
      assert.deepEqual(linesOf(...pieces(`${long}\nb`, lengths)), [long, 'b']);
      assert.deepEqual(linesOf(...pieces(`${long}y\nb`, lengths)), [`${long}${GOES_ON}`, 'b']);
      assert.deepEqual(linesOf(...pieces(`${long}${long}yz`, lengths)), [`${long}${GOES_ON}`]);
    }
  });

  it('are not cut within a letter', () => {
    const long = `x${'😀'.repeat(LONGEST_LINE)}`;
    const [line = ''] = linesOf(long);
    assert.equal(line, `x${'😀'.repeat((LONGEST_LINE - 2) / 2)}${GOES_ON}`);
  });

  it('take time in proportion to their length, also where it never ends', () => {
    const sink = lineSink(() => undefined);
    const piece = 'x'.repeat(65_536);
    const begun = performance.now();
    for (let count = 0; count < 10_000; count += 1) sink.write(piece);
    assert.ok(performance.now() - begun < 30_000, `${performance.now() - begun} ms`);
  });
});
