import assert from 'node:assert/strict';
import {backUp, prove} from '../../../ts-helpers/src/archive/commands.ts';

describe('the command that mends a trouble', () => {
  for (const [part, words] of [
    [undefined, 'shop'],
    ['kmc', 'shop/kmc'],
    ['stage', 'shop --environment stage'],
    ['kmc-stage', 'shop/kmc --environment stage'],
    ['backstage', 'shop/backstage'],
    ['kmc-prod', 'shop/kmc-prod'],
  ] as const)
    it(`names what it is about: ${words}`, () => {
      const meant = {project: 'shop', part, environments: ['stage', 'demo']};
      assert.deepEqual(
        [backUp(meant), prove(meant)],
        [`countable backup ${words}`, `countable verify ${words}`],
      );
    });
});
