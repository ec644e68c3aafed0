import assert from 'node:assert/strict';
import {bytesOf, sizeInWords} from '../../../ts-helpers/src/text/bytes.ts';

describe('sizes', () => {
  it('are told in the unit that fits', () => {
    assert.deepEqual([0, 999, 1_000, 87_240_000, 999_900_000, 1.377e9, 5e15].map(sizeInWords), [
      '0 B',
      '999 B',
      '1.0 kB',
      '87 MB',
      '1.0 GB',
      '1.4 GB',
      '5000 TB',
    ]);
  });

  it('are read as Docker tells them', () => {
    assert.deepEqual(['0B', '59B', '1.102kB', '248.3MB', '1.377GB', '2TB', 'N/A', ''].map(bytesOf), [
      ...[0, 59, 1_102, 248_300_000, 1_377_000_000, 2e12],
      ...[undefined, undefined],
    ]);
  });
});
