import assert from 'node:assert/strict';
import type {Locks} from '../../ts-helpers/src/outside/lock.ts';

const me = (who: string) => ({who, since: '2026-11-23T12:00:00.000Z'});

/** What locks do, those of the kernel and those that unit tests use. `file` names one that nobody holds. */
export const lockContract = (known: () => {locks: Locks; file: string}): void => {
  it('is held by one, and names him to others', async () => {
    const {locks, file} = known();
    const lock = await locks.tryToTake(file, me('ada'));
    assert.ok('release' in lock);
    assert.deepEqual(await locks.tryToTake(file, me('grace')), {heldBy: me('ada')});
    await lock.release();
    const next = await locks.tryToTake(file, me('grace'));
    assert.ok('release' in next);
    await next.release();
  });

  it('keeps nobody from another one', async () => {
    const {locks, file} = known();
    const [one, other] = [
      await locks.tryToTake(file, me('ada')),
      await locks.tryToTake(`${file}-2`, me('ada')),
    ];
    for (const lock of [one, other]) {
      assert.ok('release' in lock);
      await lock.release();
    }
  });
};
