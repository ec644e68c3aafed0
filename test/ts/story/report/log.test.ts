import assert from 'node:assert/strict';
import {looksLikeError} from '../../../../ts-helpers/src/text/errorLine.ts';
import {logMarkup, segments} from '../../../../ts-helpers/src/story/report/log.ts';

const transcript = (count: number, errors: readonly number[] = []) => ({
  total: count,
  lines: Array.from({length: count}, (_, index) => ({
    number: index + 1,
    text: errors.includes(index + 1) ? 'Error: no' : `step ${index}`,
  })),
});

const shape = (log: Parameters<typeof segments>[0]) =>
  segments(log).segments.map(({kind, lines, count}) => [kind, kind === 'lost' ? count : lines.length]);

describe('a log in the report', () => {
  it('shows the first error with what surrounds it and the end, and folds the rest', () => {
    assert.deepEqual(shape(transcript(200, [100])), [
      ['folded', 91],
      ['shown', 34],
      ['folded', 60],
      ['shown', 15],
    ]);
    assert.equal(segments(transcript(200, [100, 150])).firstError, 100);
  });

  it('is shown whole where folding would save nothing', () => {
    assert.deepEqual(shape(transcript(18)), [
      ['shown', 3],
      ['shown', 15],
    ]);
  });

  it('says how many lines were not kept', () => {
    const {lines} = transcript(100);
    const log = {total: 1000, lines: lines.filter(({number}) => number <= 5 || number > 90)};
    assert.deepEqual(shape(log), [
      ['shown', 5],
      ['lost', 85],
      ['shown', 10],
      ['lost', 900],
    ]);
  });

  it('keeps what comes from outside text', () => {
    const {text} = logMarkup(
      {total: 1, lines: [{number: 1, text: '<b>"Error"</b> \u001B[31m&\u0000'}]},
      'here',
    );
    assert.match(text, /<mark id="here">.*&lt;b&gt;&quot;Error&quot;&lt;\/b&gt; &amp;</);
  });

  const errors = [
    'Error: no such file',
    'FATAL:  role does not exist',
    'E   AssertionError',
    'npm ERR! missing',
    'Killed',
    'not ok 3 - adds',
  ];
  const harmless = [
    '0 errors, 2 warnings',
    '3 passed, 0 failed',
    'compiling errors.ts',
    'run --fail-on-error',
    'terrors',
  ];
  for (const line of errors) {
    it(`takes “${line}” for an error`, () => {
      assert.ok(looksLikeError(line));
    });
  }
  for (const line of harmless) {
    it(`takes “${line}” for none`, () => {
      assert.ok(!looksLikeError(line));
    });
  }
});
