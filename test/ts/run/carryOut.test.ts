import assert from 'node:assert/strict';
import {type CarryOutNeeds, carryOut, type Deed, type Step} from '../../../ts-helpers/src/run/carryOut.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';

const steps = ['build', 'start', 'watch'].map((name): Step => ({name, does: `Do ${name}`}));

describe('carrying a plan out', () => {
  let heard: string[];
  beforeEach(() => {
    heard = [];
  });

  const report: CarryOutNeeds<Step>['report'] = {
    step: async (name, work) => {
      heard.push(name);
      return work();
    },
    warn: message => heard.push(message),
  };

  const deeds =
    (failing: Record<string, Error>, undoing: Record<string, Error> = {}) =>
    ({name}: Step): Deed => ({
      do: () => (failing[name] ? Promise.reject(failing[name]) : Promise.resolve()),
      undo: () => {
        heard.push(`undo ${name}`);
        return undoing[name] ? Promise.reject(undoing[name]) : Promise.resolve();
      },
    });

  it('does each step in its order, with its words', async () => {
    const {done, notDone} = await carryOut(steps, deeds({}), {report});
    assert.deepEqual([done, notDone, heard], [steps, [], ['Do build', 'Do start', 'Do watch']]);
  });

  it('undoes what was begun, the last first, where a step fails, and throws what it threw', async () => {
    const broken = new Error('unhealthy');
    await assert.rejects(carryOut(steps, deeds({start: broken}), {report}), broken);
    assert.deepEqual(heard, ['Do build', 'Do start', 'undo start', 'undo build']);
  });

  it('explains a failure while nothing is undone yet', async () => {
    const explaining = (work: () => Promise<void>) =>
      work().catch((cause: unknown) => {
        heard.push('explain');
        throw new Error('explained', {cause});
      });
    await assert.rejects(carryOut(steps, deeds({build: new Error('x')}), {report, explaining}), {
      message: 'explained',
    });
    assert.deepEqual(heard, ['Do build', 'explain', 'undo build']);
  });

  it('tells what cannot be undone, and throws the failure all the same', async () => {
    const broken = new Error('unhealthy');
    const failing = deeds({start: broken}, {start: new Error('no engine')});
    await assert.rejects(carryOut(steps, failing, {report}), broken);
    assert.deepEqual(heard.slice(2), [
      'undo start',
      'What was done could not be undone (Do start): no engine',
      'undo build',
    ]);
  });

  it('goes on after a step that need not be done, or leaves the rest for the same reason', async () => {
    const full = new Error('no seat');
    const bearing = (how: 'go on' | 'leave the rest') =>
      carryOut(steps, deeds({start: full}), {report, bear: () => how});
    const names = (some: {step: Step}[]) => some.map(({step}) => step.name);
    const borne = await bearing('go on');
    assert.deepEqual([borne.done.length, names(borne.notDone)], [2, ['start']]);
    const left = await bearing('leave the rest');
    assert.deepEqual([left.done.length, names(left.notDone)], [1, ['start', 'watch']]);
    assert.ok(left.notDone.every(({error}) => error === full));
  });

  it('bears no stop', async () => {
    const stop = new UserError('INTERRUPTED', 'Stopped by SIGTERM.');
    const failing = carryOut(steps, deeds({build: stop}), {report, bear: () => 'go on'});
    await assert.rejects(failing, stop);
  });
});
