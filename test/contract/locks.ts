import assert from 'node:assert/strict';
import type {Locks} from '../../ts-helpers/src/outside/lock.ts';

const me = (who: string) => ({
  who,
  since: '2026-11-23T12:00:00.000Z',
  build: 'https://ci.example.org/12/',
});

/** What locks do, those of the kernel and those that unit tests use. `file` names one that nobody holds. */
export const lockContract = (known: () => {locks: Locks; file: string}): void => {
  it('is held by one, and names him to others', async () => {
    const {locks, file} = known();
    const lock = await locks.tryToTake(file, me('ada'));
    assert.ok('release' in lock);
    const refused = await locks.tryToTake(file, me('grace'));
    assert.ok('heldBy' in refused);
    const {who, since, build} = refused.heldBy;
    assert.deepEqual({who, since, build}, me('ada'));
    assert.deepEqual(await locks.holder(file), refused.heldBy);
    await lock.release();
    assert.equal(await locks.holder(file), undefined);
    const next = await locks.tryToTake(file, me('grace'));
    assert.ok('release' in next);
    await next.release();
  });

  it('is held by nobody that never was taken', async () => {
    const {locks, file} = known();
    assert.equal(await locks.holder(file), undefined);
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
