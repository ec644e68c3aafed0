import assert from 'node:assert/strict';
import type {Step} from '../../../ts-helpers/src/result/step.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {carryOut, type Keeping} from '../../../ts-helpers/src/run/carryOut.ts';
import {deeds, heard, steps, undoing, undoOf, voice} from '../support/carrying.ts';

describe('carrying a plan out', () => {
  beforeEach(() => {
    heard.length = 0;
  });

  it('does each step in its order, with its words', async () => {
    const {done, notDone} = await carryOut(steps, deeds({}), {voice});
    assert.deepEqual([done, notDone, heard], [steps, [], ['Do build', 'Do start', 'Do watch']]);
  });

  it('does what undoes those that were begun, the last first, where a step fails, and throws what it threw', async () => {
    const broken = new Error('unhealthy');
    await assert.rejects(carryOut(steps, deeds({start: broken}), {voice, undo: undoing()}), broken);
    assert.deepEqual(heard, ['Do build', 'Do start', 'unstart', 'unbuild']);
  });

  it('does each of what undoes a step, in its order, also where one fails', async () => {
    const [step] = steps;
    assert.ok(step);
    const twofold = [{...step, undo: [undoOf('first'), undoOf('second')]}];
    const needs = {voice, undo: undoing({unfirst: new Error('no engine')})};
    await assert.rejects(carryOut(twofold, deeds({build: new Error('x')}), needs));
    assert.deepEqual(heard.slice(1), [
      'unfirst',
      'What was done could not be undone (Do build): no engine',
      'unsecond',
    ]);
  });

  it('explains a failure while nothing is undone yet', async () => {
    const explaining = (work: () => Promise<void>) =>
      work().catch((cause: unknown) => {
        heard.push('explain');
        throw new Error('explained', {cause});
      });
    const needs = {voice, explaining, undo: undoing()};
    await assert.rejects(carryOut(steps, deeds({build: new Error('x')}), needs), {message: 'explained'});
    assert.deepEqual(heard, ['Do build', 'explain', 'unbuild']);
  });

  it('tells what cannot be undone, and throws the failure all the same', async () => {
    const broken = new Error('unhealthy');
    await assert.rejects(carryOut(steps, deeds({build: broken}), {voice}), broken);
    assert.deepEqual(heard.slice(1), ['What was done could not be undone (Do build): nothing does unbuild']);
  });

  it('goes on after a step that need not be done, or leaves the rest for the same reason', async () => {
    const full = new Error('no seat');
    const bearing = (how: 'go on' | 'leave the rest') =>
      carryOut(steps, deeds({start: full}), {voice, bear: () => how});
    const names = (some: {step: Step}[]) => some.map(({step}) => step.id);
    const borne = await bearing('go on');
    assert.deepEqual([borne.done.length, names(borne.notDone)], [2, ['start']]);
    const left = await bearing('leave the rest');
    assert.deepEqual([left.done.length, names(left.notDone)], [1, ['start', 'watch']]);
    assert.ok(left.notDone.every(({error}) => error === full));
  });

  it('bears no stop', async () => {
    const stop = new UserError('INTERRUPTED', 'Stopped by SIGTERM.');
    const failing = carryOut(steps, deeds({build: stop}), {voice, undo: undoing(), bear: () => 'go on'});
    await assert.rejects(failing, stop);
  });

  describe('keeps how far it is', () => {
    const keeping: Keeping = {
      begun: () => Promise.resolve(void heard.push('begun')),
      ended: () => Promise.resolve(void heard.push('ended')),
      close: () => Promise.resolve(void heard.push('closed')),
    };

    it('before and after each step, to the end', async () => {
      await carryOut(steps.slice(1), deeds({}), {voice, keeping});
      assert.deepEqual(heard, ['begun', 'Do start', 'ended', 'begun', 'Do watch', 'ended', 'closed']);
    });

    it('until what was done is undone', async () => {
      const failing = carryOut(steps, deeds({build: new Error('x')}), {voice, keeping, undo: undoing()});
      await assert.rejects(failing);
      assert.deepEqual(heard, ['begun', 'Do build', 'unbuild', 'closed']);
    });

    it('also where it goes on without a step', async () => {
      await carryOut(steps.slice(2), deeds({watch: new Error('x')}), {voice, keeping, bear: () => 'go on'});
      assert.deepEqual(heard, ['begun', 'Do watch', 'ended', 'closed']);
    });
  });

  describe('of which a step takes longer than its limit', () => {
    const short = steps.map(step => ({...step, limit: 0.0005}));
    /** Ends as soon as it is told to, as programs do, or not at all. */
    const ending = (signal: AbortSignal) => () =>
      new Promise<void>((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });

    it('ends what is under way, undoes it, and says which step it was and what its limit', async () => {
      const stopping = new AbortController();
      const needs = {
        voice,
        undo: undoing(),
        end: (reason: UserError) => {
          stopping.abort(reason);
        },
      };
      await assert.rejects(carryOut(short, ending(stopping.signal), needs), {
        code: 'TIME_LIMIT',
        message: '"Do build" took longer than its limit of 0.0005 minutes.',
        where: 'step build',
      });
      assert.deepEqual(heard, ['Do build', 'unbuild']);
    });

    it('counts as late also where it heard of no end, and came to its own', async () => {
      const slow = () => new Promise<void>(resolve => setTimeout(resolve, 60));
      await assert.rejects(carryOut(short, slow, {voice, undo: undoing(), end: () => undefined}), {
        code: 'TIME_LIMIT',
      });
    });

    it('waits no longer for a service that is asked, and lets the verb say what that means', async () => {
      const never = () => new Promise<void>(() => undefined);
      const {notDone} = await carryOut(short, never, {voice, bear: () => 'leave the rest'});
      const [first] = notDone;
      assert.ok(first?.error instanceof UserError);
      assert.deepEqual([notDone.length, first.error.code], [3, 'SERVICE_TIMEOUT']);
    });

    it('may let the verb go on, where the step was the last one', async () => {
      const stopping = new AbortController();
      const needs = {
        voice,
        end: (reason: UserError) => {
          stopping.abort(reason);
        },
        bear: () => 'go on' as const,
      };
      const {done, notDone} = await carryOut(short.slice(2), ending(stopping.signal), needs);
      assert.deepEqual([done, notDone.map(({step}) => step.id)], [[], ['watch']]);
    });

    it('has no limit that a timer cannot count', async () => {
      const long = steps.map(step => ({...step, limit: 60_000_000}));
      const {done} = await carryOut(long, () => new Promise(resolve => setTimeout(resolve, 5)), {
        voice,
        end: assert.fail,
      });
      assert.equal(done.length, 3);
    });
  });
});
