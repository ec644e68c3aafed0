import assert from 'node:assert/strict';
import type {Fate} from '../../../../ts-helpers/src/deploy/plan/fates.ts';
import {begun, done} from '../../../../ts-helpers/src/deploy/plan/told.ts';

const fate = (service: string, does: Fate['does'], anew: Fate['anew'] = 'restart'): Fate => ({
  service,
  does,
  anew,
  open: does === 'if changed' ? ['image'] : [],
  keepsLabels: false,
});
const services = [fate('worker', 'if changed'), fate('proxy', 'go on')];
const rest = {
  id: 'rest',
  does: 'Stop old, whose port 80 proxy is to get; restart worker if it gets another image; proxy goes on',
  services,
} as const;

describe('what is said of a step of a deploy', () => {
  it('is the words of the plan, while nothing else is known', () => {
    assert.equal(begun(rest, []), undefined);
    assert.equal(done({id: 'build', does: 'Build web'}, []), undefined);
  });

  it('is what is known by then, as it begins and once it is done', () => {
    const changed = [fate('worker', 'restart'), fate('proxy', 'go on')];
    assert.equal(
      begun(rest, changed),
      'Stop old, whose port 80 proxy is to get; restart worker; proxy goes on',
    );
    assert.equal(done(rest, changed), 'Restarted worker; proxy goes on');
  });

  it('is no restart where nothing did', () => {
    const same = [fate('worker', 'go on'), fate('proxy', 'go on')];
    assert.match(begun(rest, same) ?? '', /; start nothing; worker, proxy go on$/);
    assert.equal(done(rest, same), 'worker, proxy go on: nothing started or restarted');
  });

  it('is of a roll whether there was one', () => {
    const roll = {
      id: 'roll web',
      does: 'Roll web if it gets another image: 1 new container beside the old',
      services: [fate('web', 'if changed', 'roll')],
    } as const;
    assert.equal(begun(roll, [fate('web', 'roll', 'roll')]), 'Roll web: 1 new container beside the old');
    assert.equal(done(roll, [fate('web', 'roll', 'roll')]), 'Rolled web');
    assert.equal(begun(roll, [fate('web', 'go on', 'roll')]), 'web goes on: nothing to roll');
    assert.equal(done(roll, [fate('web', 'go on', 'roll')]), 'web goes on: nothing rolled');
  });

  it('is of waiting what came of it', () => {
    const does = 'Wait until all are healthy and http://127.0.0.1/ answers';
    assert.equal(done({id: 'watch', does}, []), 'All are healthy and http://127.0.0.1/ answers');
  });
});
