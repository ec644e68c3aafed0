import assert from 'node:assert/strict';
import {couldName, plainAt} from '../../../ts-helpers/src/archive/at.ts';

describe('a word that is to name an archive', () => {
  for (const word of [
    ...['2026', '2026-1', '2026-11', '2026-11-3', '2026-11-27', '2026-11-27T', '2026-11-27T14', '2026-02-2'],
    ...['2026-11-27T142652Z', '2026-11-27T14:26:52Z', '2026-11-27 14:26', '2026-11-27T14:26:52.123Z'],
    ...['202611', '20261127', '20261127T14', '2024-02-29'],
    ...[
      'backups/shop/2026-11-27T142652Z.tar.zst',
      '2026-11-27T142652Z.tar.zst',
      'shop.20261127-010000.sql.lrz',
    ],
  ])
    it(`can be ${word}`, () => {
      assert.equal(couldName(word), true);
    });

  for (const word of [
    ...[
      'yesterday',
      'latst',
      '',
      ' ',
      '2026-13',
      '2026-13-40',
      '2026-02-31',
      '2026-3',
      '2026-02-3',
      '2025-02-29',
    ],
    ...[
      '2026-11-27T25',
      '2026-11-27T1460',
      '27-11-2026',
      '11/27'.replace('/', '-'),
      '2026-11-27T142652Z2',
      '-1',
    ],
  ])
    it(`cannot be ${JSON.stringify(word)}`, () => {
      assert.equal(couldName(word), false);
    });

  it('is compared as names of archives are written', () => {
    assert.equal(plainAt('2026-11-27 14:26:52.000Z'), '2026-11-27T142652Z');
  });
});
