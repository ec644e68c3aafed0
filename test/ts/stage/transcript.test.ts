import assert from 'node:assert/strict';
import {recording} from '../../../ts-helpers/src/stage/transcript.ts';
import {recordVoice} from '../../fakes/voice.ts';

const lines = (count: number, text: (index: number) => string) =>
  Array.from({length: count}, (_, index) => text(index));

const transcript = (texts: readonly string[]) => {
  const voice = recording(recordVoice(), text => text);
  for (const text of texts) voice.output(text);
  return voice.transcript();
};

describe('a transcript', () => {
  it('has all that was said, in order, and passes it on', async () => {
    const inner = recordVoice();
    const voice = recording(inner, text => text);
    await voice.step('Build', () => {
      voice.tagged('test').output('\u001B[31mred\u001B[0m');
      return Promise.resolve();
    });
    voice.warn('careful');
    voice.info('bye');
    assert.deepEqual(
      voice.transcript().lines.map(({text}) => text),
      ['▸ Build', 'red', '! careful', 'bye'],
    );
    assert.deepEqual(
      inner.said.map(({as, tag}) => [as, tag]),
      [
        ['step', ''],
        ['output', 'test'],
        ['warn', ''],
        ['info', ''],
      ],
    );
  });

  it('keeps of a long log the beginning, the first error with what surrounds it, and the end', () => {
    const {lines: kept, total} = transcript(
      lines(10_000, index => (index === 5_000 || index === 7_000 ? `Error ${index}` : `line ${index}`)),
    );
    const numbers = kept.map(({number}) => number);
    assert.equal(total, 10_000);
    for (const number of [1, 60, 4_981, 5_001, 5_061, 9_601, 10_000])
      assert.ok(numbers.includes(number), `${number}`);
    for (const number of [100, 4_000, 6_000, 7_001]) assert.ok(!numbers.includes(number), `${number}`);
    assert.ok(kept.length < 600);
  });

  it('masks a secret before it cuts the line, so that no half of it is left', () => {
    const voice = recording(recordVoice(), text => text.replaceAll('hunter2', '****'));
    voice.output(`${'x'.repeat(497)}hunter2`);
    assert.ok(!voice.transcript().lines[0]?.text.includes('hun'));
  });

  it('cuts lines that nobody reads, and takes of one that is drawn over and over its last state', () => {
    const [long, drawn] = transcript(['x'.repeat(10_000), '1 %\r50 %\r100 %']).lines;
    assert.equal(long?.text.length, 500);
    assert.equal(drawn?.text, '100 %');
  });
});
