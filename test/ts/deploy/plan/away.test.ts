import assert from 'node:assert/strict';
import type {Moment} from '../../../../ts-helpers/src/compose/moment.ts';
import {
  awayClause,
  awayText,
  hasEnded,
  secondsAway,
  untoldText,
} from '../../../../ts-helpers/src/deploy/plan/away.ts';

describe('for how long a service was away', () => {
  const at = (seconds: number, what: Moment['what'], container: string): Moment => ({
    at: new Date(seconds * 1000),
    what,
    container,
    service: 'web',
  });
  const of = (old: string[], now: string[], isChecked = false) => ({old, now, isChecked});

  it('is from the end of its last old container to the first new one that was healthy', () => {
    const moments = [
      at(1, 'ended', 'old-1'),
      at(2, 'ended', 'old-2'),
      at(2.5, 'started', 'new-1'),
      at(4, 'healthy', 'new-1'),
      at(6, 'healthy', 'new-2'),
    ];
    const [old, now] = [
      ['old-1', 'old-2'],
      ['new-1', 'new-2'],
    ];
    assert.equal(secondsAway(moments, of(old, now, true)), 2);
    assert.equal(secondsAway(moments, of(old, now)), 0.5);
  });

  it('is nothing where a new one was up before the last old one ended', () => {
    const moments = [
      at(1, 'ended', 'old-1'),
      at(2, 'started', 'new'),
      at(3, 'ended', 'old-2'),
      at(4, 'started', 'new-2'),
    ];
    assert.equal(secondsAway(moments, of(['old-1', 'old-2'], ['new', 'new-2'])), 0);
  });

  it('is not told where its end, its start or its health is not known', () => {
    const whole = [at(1, 'ended', 'old'), at(2, 'started', 'new')];
    assert.equal(secondsAway(whole, of(['old'], ['new'], true)), undefined);
    assert.equal(secondsAway(whole.slice(1), of(['old'], ['new'])), undefined);
    assert.equal(secondsAway(whole.slice(0, 1), of(['old'], ['new'])), undefined);
    assert.equal(secondsAway(whole, of(['old', 'older'], ['new'])), undefined);
    assert.equal(secondsAway(whole, of([], ['new'])), undefined, 'nothing was there to be away');
  });

  it('counts a new one that ended and started again for as long as it was not there', () => {
    const moments = [
      at(1, 'ended', 'old'),
      at(2, 'started', 'new'),
      at(3, 'ended', 'new'),
      at(9, 'started', 'new'),
    ];
    assert.equal(secondsAway(moments, of(['old'], ['new'])), 7);
  });

  it('counts an old one that was started again as up', () => {
    const moments = [
      at(1, 'ended', 'old'),
      at(2, 'started', 'old'),
      at(10, 'ended', 'old'),
      at(11, 'started', 'new'),
    ];
    assert.equal(secondsAway(moments, of(['old'], ['new'])), 2);
  });

  it('is, of a release that came back, all until it was back, whatever ran meanwhile', () => {
    const moments = [
      at(1, 'ended', 'old'),
      at(2, 'started', 'failed'),
      at(5, 'healthy', 'failed'),
      at(65, 'ended', 'failed'),
      at(66, 'started', 'back'),
      at(70, 'healthy', 'back'),
    ];
    assert.equal(secondsAway(moments, of(['old'], ['back'], true)), 69);
    assert.equal(secondsAway(moments, of(['old'], ['back'])), 65);
  });

  it('is, of a service that did not fail there, what it was away in all', () => {
    const moments = [
      at(1, 'ended', 'old'),
      at(2, 'started', 'between'),
      at(5, 'healthy', 'between'),
      at(65, 'ended', 'between'),
      at(66, 'started', 'back'),
      at(70, 'healthy', 'back'),
    ];
    const counting = {countsBetween: true};
    assert.equal(secondsAway(moments, {...of(['old'], ['back'], true), ...counting}), 9);
    assert.equal(secondsAway(moments, {...of(['old'], ['back']), ...counting}), 2);
  });

  it('is also that of one that was stopped and started again', () => {
    const moments = [at(1, 'ended', 'old'), at(4, 'started', 'old'), at(5, 'healthy', 'old')];
    assert.equal(secondsAway(moments, of(['old'], ['old'])), 3);
    assert.equal(secondsAway(moments, of(['old'], ['old'], true)), 4);
    assert.equal(hasEnded(moments, of(['old'], ['old'])), true);
    assert.equal(hasEnded(moments.slice(1), of(['old'], ['old'])), false);
    assert.equal(hasEnded([], of(['old'], ['new'])), true);
  });

  it('is said beside the time before', () => {
    assert.equal(awayText('web', 3.14), 'web was away for 3.1 s');
    assert.equal(awayText('web', 3.14, 3), 'web was away for 3.1 s; the last time it was 3.0 s');
  });

  it('is said of several in a clause, and of which it is not known', () => {
    const times = [
      ['web', 29],
      ['db', 3.04],
    ] as const;
    assert.equal(awayClause(times), 'web was away for 29.0 s, db for 3.0 s');
    assert.equal(untoldText(['web']), 'web was away, for how long cannot be told');
    assert.equal(untoldText(['web', 'db']), 'web, db were away, for how long cannot be told');
  });
});
