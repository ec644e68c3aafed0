import assert from 'node:assert/strict';
import type {Moment} from '../../../../ts-helpers/src/compose/moment.ts';
import {awayText, secondsAway} from '../../../../ts-helpers/src/deploy/plan/away.ts';

describe('for how long a service was away', () => {
  const at = (seconds: number, what: Moment['what'], container: string): Moment => ({
    at: new Date(seconds * 1000),
    what,
    container,
    service: 'web',
  });
  const away = (isChecked: boolean, ...moments: Moment[]) => secondsAway('web', moments, {isChecked});

  it('is from the end of its last old container to the first new one that was healthy', () => {
    const moments = [
      at(1, 'ended', 'old-1'),
      at(2, 'ended', 'old-2'),
      at(2.5, 'started', 'new-1'),
      at(4, 'healthy', 'new-1'),
      at(6, 'healthy', 'new-2'),
    ];
    assert.equal(away(true, ...moments), 2);
    assert.equal(away(false, ...moments), 0.5);
  });

  it('is not told where its end or its health is not known, or they are of another', () => {
    assert.equal(away(true, at(1, 'ended', 'old'), at(2, 'started', 'new')), undefined);
    assert.equal(away(false, at(2, 'started', 'new')), undefined);
    assert.equal(away(false, {...at(1, 'ended', 'old'), service: 'db'}, at(2, 'started', 'new')), undefined);
  });

  it('is not reckoned from a new one that ended and started again', () => {
    const moments = [
      at(1, 'ended', 'old'),
      at(2, 'started', 'new'),
      at(3, 'ended', 'new'),
      at(9, 'started', 'new'),
    ];
    assert.equal(away(false, ...moments), 1);
  });

  it('is said beside the time before', () => {
    assert.equal(awayText('web', 3.14, undefined), 'web was away for 3.1 s');
    assert.equal(awayText('web', 3.14, 3), 'web was away for 3.1 s; the last time it was 3.0 s');
  });
});
