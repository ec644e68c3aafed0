import assert from 'node:assert/strict';
import {type Journal, journalOf, whereItStopped} from '../../../../ts-helpers/src/deploy/plan/journal.ts';

const steps = ['Build web', 'Start web'].map(does => ({
  id: does,
  does,
  risks: 'nothing' as const,
  limit: 1,
  undo: [],
}));
const journal = journalOf('The deploy of c0ffee by Ada', steps, new Date('2026-11-23T12:00:00Z'));
const told = (more: Partial<Journal>) => whereItStopped({...journal, ...more});

describe('what a run that was killed has left', () => {
  it('tells in which step it was', () => {
    assert.equal(
      told({done: 1, isBegun: true}),
      'The deploy of c0ffee by Ada, begun at 2026-11-23T12:00:00.000Z, did not come to its end: it was killed at step 2 of 2, "Start web". This one goes on from there.',
    );
  });

  it('tells between which it was, and that there was none yet', () => {
    assert.match(told({done: 1}), /it was killed after step 1 of 2, "Build web"\./);
    assert.match(told({done: 2, isBegun: true}), /after step 2 of 2, "Start web"\./);
    assert.match(told({}), /it was killed before its first step\./);
  });
});
