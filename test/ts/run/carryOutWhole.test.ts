import assert from 'node:assert/strict';
import type {Step} from '../../../ts-helpers/src/result/step.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {type CarryOutNeeds, carryOut} from '../../../ts-helpers/src/run/carryOut.ts';
import {deeds, heard, steps, undoing, voice} from '../support/carrying.ts';

describe('a plan', () => {
  beforeEach(() => {
    heard.length = 0;
  });

  describe('of which some steps are told as one, or not at all', () => {
    const [build, start, watch] = steps as [Step, Step, Step];
    const together = [
      build,
      {...start, said: 'Run'},
      {...watch, said: 'Run'},
      {...build, id: 'tidy', said: null},
    ];
    const telling: CarryOutNeeds<Step>['voice'] = {
      ...voice,
      step: async (words, work) => {
        heard.push(words);
        try {
          return await work();
        } finally {
          heard.push(`end of ${words}`);
        }
      },
    };
    const doing =
      (failing: Record<string, Error> = {}) =>
      (step: Step): Promise<void> => {
        heard.push(step.id);
        return deeds(failing)(step);
      };

    it('says those that follow one another in the same words once, around all of them', async () => {
      const {done} = await carryOut(together, doing(), {voice: telling});
      assert.deepEqual(
        [done, heard],
        [together, ['Do build', 'build', 'end of Do build', 'Run', 'start', 'watch', 'end of Run', 'tidy']],
      );
    });

    it('goes on, or does not, after the one that failed', async () => {
      const broken = new Error('no report');
      const failing = carryOut(together, doing({start: broken}), {voice: telling, undo: undoing()});
      await assert.rejects(failing, broken);
      assert.deepEqual(heard.slice(3), ['Run', 'start', 'end of Run', 'unstart', 'unbuild']);
      heard.length = 0;
      const {notDone} = await carryOut(together, doing({start: broken}), {
        voice: telling,
        bear: () => 'go on',
      });
      assert.deepEqual(
        notDone.map(({step}) => step.id),
        ['start'],
      );
      assert.deepEqual(heard.slice(3), ['Run', 'start', 'end of Run', 'Run', 'watch', 'end of Run', 'tidy']);
    });
  });

  describe('that cleans up', () => {
    const cleaning = steps.map(step => (step.id === 'watch' ? {...step, isCleanup: true as const} : step));

    it('does it last, and counts it among what was done', async () => {
      const {done} = await carryOut([...cleaning].reverse(), deeds({}), {voice});
      assert.deepEqual(
        [done.map(({id}) => id), heard],
        [
          ['start', 'build', 'watch'],
          ['Do start', 'Do build', 'Do watch'],
        ],
      );
    });

    it('does it after what undoes, whatever failed, and throws that', async () => {
      const stop = new UserError('INTERRUPTED', 'Stopped by SIGTERM.');
      await assert.rejects(carryOut(cleaning, deeds({build: stop}), {voice, undo: undoing()}), stop);
      assert.deepEqual(heard, ['Do build', 'unbuild', 'Do watch']);
    });

    it('tells what cannot be cleaned up, and changes nothing else by it', async () => {
      const broken = new Error('unhealthy');
      const busy = new Error('busy');
      const told = 'What was to be done in the end is not done (Do watch): busy';
      await assert.rejects(
        carryOut(cleaning, deeds({build: broken, watch: busy}), {voice, undo: undoing()}),
        broken,
      );
      assert.equal(heard.at(-1), told);
      const {done, notDone} = await carryOut(cleaning, deeds({watch: busy}), {voice});
      assert.deepEqual([done.length, notDone, heard.at(-1)], [2, [{step: cleaning[2], error: busy}], told]);
    });

    it('waits for it no longer than its limit, though there is one who ends what is under way', async () => {
      const short = cleaning.map(step => ({...step, limit: 0.0005}));
      const act = ({id}: Step) => (id === 'watch' ? new Promise<void>(() => undefined) : Promise.resolve());
      const {done} = await carryOut(short, act, {voice, end: assert.fail});
      assert.equal(done.length, 2);
      assert.equal(
        heard.at(-1),
        'What was to be done in the end is not done (Do watch): "Do watch" took longer than its limit of 0.0005 minutes.',
      );
    });
  });
});
