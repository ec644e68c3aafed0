import assert from 'node:assert/strict';
import type {Locks} from '../../ts-helpers/src/outside/lock.ts';

const me = (who: string) => ({
  who,
  since: '2026-11-23T12:00:00.000Z',
  build: 'https://ci.example.org/12/',
});

/** What locks do, those of the kernel and those that unit tests use. `file` names one that nobody holds. */
export const lockContract = (known: () => {locks: Pick<Locks, 'tryToTake'>; file: string}): void => {
  it('is held by one, and names him to others', async () => {
    const {locks, file} = known();
    const lock = await locks.tryToTake(file, me('ada'));
    assert.ok('release' in lock);
    const refused = await locks.tryToTake(file, me('grace'));
    assert.ok('heldBy' in refused);
    const {who, since, build} = refused.heldBy;
    assert.deepEqual({who, since, build}, me('ada'));
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

/** The same of those that tell of their holder also without being taken. */
export const holderContract = (known: () => {locks: Locks; file: string}): void => {
  it('tells who holds it, and of nobody before and afterwards', async () => {
    const {locks, file} = known();
    assert.equal(await locks.holder(file), undefined);
    const lock = await locks.tryToTake(file, me('ada'));
    assert.ok('release' in lock);
    const {who, build} = (await locks.holder(file)) ?? {};
    assert.deepEqual([who, build], ['ada', me('ada').build]);
    await lock.release();
    assert.equal(await locks.holder(file), undefined);
  });
};
