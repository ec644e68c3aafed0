import assert from 'node:assert/strict';
import {setImmediate as next} from 'node:timers/promises';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {createTreeReader} from '../../../ts-helpers/src/outside/treeReader.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const CHUNK = Buffer.alloc(65_536);

/** Of one file, larger than anybody waits for. */
const headOf = (size: number): Buffer => {
  const head = Buffer.alloc(512);
  head.write('media/film', 0);
  head.write('0000644\0', 100);
  head.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  head.write('        0', 148);
  head.write('ustar\x0000', 257);
  const sum = head.reduce((all, byte) => all + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return head;
};

describe('what is heard of a tar', () => {
  it('keeps no memory of what has passed', async () => {
    const reader = createTreeReader('media');
    await reader.hear(headOf(8 * 1024 ** 3 - 1));
    const used = async (chunks: number): Promise<number> => {
      for (let index = 0; index < chunks; index++) {
        await reader.hear(CHUNK);
        // As they come in life: not without an end to what goes on at once.
        await next();
      }
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = await used(1_000);
    assert.ok((await used(6_000)) < before + 500_000);
  });

  it('is an error where it is no tar, for whoever goes on telling', async () => {
    const reader = createTreeReader('media');
    await assert.rejects(async () => {
      for (;;) await reader.hear(Buffer.alloc(65_536, 'x'));
    });
    await assert.rejects(reader.end());
  });
});
