import assert from 'node:assert/strict';
import {setImmediate as next} from 'node:timers/promises';
import {freeingOnTheWay} from '../../../ts-helpers/src/outside/memory.ts';

const MB = 1_000_000;

describe('memory of what was read', () => {
  it('is free again on the way, and not only with 64 MB of it', async () => {
    const read = (count: number): number => {
      let sum = 0;
      for (let index = 0; index < count; index++) sum += Buffer.alloc(MB).length;
      return sum;
    };
    const before = process.memoryUsage().arrayBuffers;
    read(40);
    assert.ok(process.memoryUsage().arrayBuffers > before + 30 * MB);
    const freeing = freeingOnTheWay();
    for (let turn = 0; turn < 5; turn++) {
      freeing.passed(20 * MB);
      await next();
    }
    assert.ok(process.memoryUsage().arrayBuffers < before + 10 * MB);
  });

  it('is free again as well where it was needed for a while', async () => {
    const freeing = freeingOnTheWay();
    const before = process.memoryUsage().arrayBuffers;
    for (let turn = 0; turn < 20; turn++) {
      const held: Buffer[] = [];
      for (let piece = 0; piece < 10; piece++) {
        held.push(Buffer.alloc(MB));
        freeing.passed(MB);
        await next();
      }
    }
    assert.ok(process.memoryUsage().arrayBuffers < before + 70 * MB);
  });
});
