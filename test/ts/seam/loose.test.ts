import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import {loose} from '../../../ts-helpers/src/seam/schemas/loose.ts';

describe('what is written, as it is taken back', () => {
  const written = z.strictObject({
    outcome: z.literal(['passed', 'failed']),
    more: z.optional(
      z.array(
        z.strictObject({state: z.enum(['up', 'down']), since: z.nullable(z.strictObject({at: z.string()}))}),
      ),
    ),
  });
  const takes = (given: unknown) => loose(written).safeParse(given).success;

  it('may have what a newer one adds, at any depth, and other words where there is a choice', () => {
    const whole = {outcome: 'passed', more: [{state: 'up', since: {at: 'noon'}}]};
    const newer = {outcome: 'passed', x: 1, more: [{state: 'paused', since: {at: 'noon', x: 1}, x: 1}]};
    assert.deepEqual([whole, newer, {outcome: 'failed', more: [{state: 'up', since: null}]}].map(takes), [
      true,
      true,
      true,
    ]);
    assert.equal(written.safeParse(newer).success, false);
  });

  it('has all that is written, in its kind, and what counts as it is', () => {
    const wrong = [
      {},
      {outcome: 'nice'},
      {outcome: 'passed', more: {}},
      {outcome: 'passed', more: [{state: 5, since: null}]},
      {outcome: 'passed', more: [{state: 'up', since: {}}]},
    ];
    assert.deepEqual(
      wrong.map(takes),
      wrong.map(() => false),
    );
  });
});
