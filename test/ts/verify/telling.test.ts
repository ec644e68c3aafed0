import assert from 'node:assert/strict';
import {Readable} from 'node:stream';
import {text} from 'node:stream/consumers';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {tellingTenths} from '../../../ts-helpers/src/verify/act/telling.ts';

describe('a large object that is downloaded', () => {
  const told = async (size: number) => {
    const lines: string[] = [];
    let read = 0;
    const pieces = function* (): Generator<Buffer> {
      for (let piece = 0; piece < 40; piece += 1) {
        read = ((piece + 1) * size) / 40;
        yield Buffer.from(`${piece},`);
      }
    };
    const body = Readable.from(pieces(), {objectMode: false, highWaterMark: 1});
    const stream = tellingTenths(body, {size, read: () => read, tell: line => void lines.push(line)});
    // Whoever takes it has something else to do before.
    await nextTurn();
    await nextTurn();
    return {lines, all: await text(stream)};
  };
  const whole = Array.from({length: 40}, (_, piece) => `${piece},`).join('');

  it('tells each tenth of it, and loses nothing', async () => {
    const {lines, all} = await told(2_000_000_000);
    assert.equal(all, whole);
    assert.ok(lines.length > 7, lines.join());
    assert.match(lines[4] ?? '', /^1\.\d GB of 2\.0 GB are downloaded$/);
  });

  it('tells nothing where it is small', async () => {
    assert.deepEqual(await told(1_000_000), {lines: [], all: whole});
  });
});
