import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {connect, createServer} from 'node:net';
import path from 'node:path';
import {createHostLocks} from '../../ts-helpers/src/outside/hostLocks.ts';
import {lockContract} from '../contract/locks.ts';

const me = (who: string) => ({who, since: '2026-11-23T12:00:00.000Z'});

describe('a lock by its name', () => {
  const locks = createHostLocks();
  let name: string;
  beforeEach(() => {
    name = `test-${randomBytes(6).toString('hex')}`;
  });

  lockContract(() => ({locks, file: name}));

  it('goes to one of many that come at once', async () => {
    const attempts = await Promise.all(
      Array.from({length: 8}, (_, index) => locks.tryToTake(name, me(String(index)))),
    );
    const winners = attempts.filter(attempt => 'release' in attempt);
    assert.equal(winners.length, 1);
    for (const winner of winners) await winner.release();
  });

  it('ends with a holder that was killed, who is named until then', async () => {
    const program = path.join(import.meta.dirname, 'support', 'hostLockHolder.ts');
    const holder = spawn(process.execPath, [program, name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    assert.deepEqual(await locks.tryToTake(name, me('too early')), {heldBy: me('holder')});
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const next = await locks.tryToTake(name, me('next'));
    assert.ok('release' in next);
    await next.release();
  });

  it('is held by who says nothing, and kept by who only asks', async () => {
    const mute = createServer(() => undefined).listen(`\0countable/${name}`);
    await once(mute, 'listening');
    const attempt = await locks.tryToTake(name, me('ada'));
    assert.equal('heldBy' in attempt && attempt.heldBy.who, 'somebody who left no name');
    mute.close();
    await once(mute, 'close');
    const lock = await locks.tryToTake(name, me('ada'));
    assert.ok('release' in lock);
    const asking = connect(`\0countable/${name}`);
    await once(asking, 'connect');
    await lock.release();
    asking.destroy();
  });

  it('is had where there is nothing of the kind', async () => {
    const [one, other] = [createHostLocks('darwin'), createHostLocks('darwin')];
    assert.ok('release' in (await one.tryToTake(name, me('ada'))));
    assert.ok('release' in (await other.tryToTake(name, me('grace'))));
  });
});
