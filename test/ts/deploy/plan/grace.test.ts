import assert from 'node:assert/strict';
import {graceOf} from '../../../../ts-helpers/src/deploy/plan/grace.ts';

describe('how long a service may take to end', () => {
  const of = (said: unknown) => graceOf({stop_grace_period: said});

  it('is what it says, as Compose writes it', () => {
    assert.deepEqual(
      [of('30s'), of('1m30s'), of('1h0m0s'), of('500ms'), of('1.5s'), of('0s')],
      [30_000, 90_000, 3_600_000, 500, 1_500, 0],
    );
  });

  it('is what Docker gives it where it says nothing', () => {
    assert.equal(of(undefined), 10_000);
  });
});
