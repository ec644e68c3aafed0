import assert from 'node:assert/strict';
import {setTimeout as pause} from 'node:timers/promises';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {deadline, within} from '../../../ts-helpers/src/outside/patience.ts';

setFlagsFromString('--expose-gc');
const tidyMemory = runInNewContext('gc') as () => void;
const late = () => new Error('late');

describe('patience', () => {
  it('has an end also after memory was tidied', async () => {
    const {signal} = deadline(new AbortController().signal, 100, late);
    for (let round = 0; round < 10; round += 1) {
      await pause(20);
      tidyMemory();
    }
    assert.equal((signal.reason as Error).message, 'late');
  });

  it('ends with the verb, for its reason', () => {
    const controller = new AbortController();
    const before = deadline(controller.signal, 1_000, late);
    controller.abort(new Error('stopped'));
    const after = deadline(controller.signal, 1_000, late);
    for (const {signal, clear} of [before, after]) {
      assert.equal((signal.reason as Error).message, 'stopped');
      clear();
    }
  });

  it('is over when the work is done', async () => {
    const controller = new AbortController();
    const {signal, clear} = deadline(controller.signal, 20, late);
    clear();
    await pause(40);
    controller.abort();
    assert.equal(signal.aborted, false);
  });

  it('waits for the work, for its error, and no longer than it may', async () => {
    assert.equal(await within(1_000, Promise.resolve(5)), 5);
    await assert.rejects(within(1_000, Promise.reject(new Error('own'))), /own/);
    await assert.rejects(within(10, pause(1_000, undefined, {ref: false})), /did not end within 0\.01 s/);
  });
});
