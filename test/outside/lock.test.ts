import assert from 'node:assert/strict';
import {fork, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {createLocks} from '../../ts-helpers/src/outside/lock.ts';
import {holderContract, lockContract} from '../contract/locks.ts';

const me = (who: string) => ({who, since: '2026-11-23T12:00:00.000Z'});

describe('a lock', () => {
  let folder: string;
  let file: string;
  const locks = createLocks(process.env);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'countable-lock-'));
    file = path.join(folder, 'shop-prod', 'lock');
  });
  afterEach(() => rm(folder, {recursive: true}));

  lockContract(() => ({locks, file}));
  holderContract(() => ({locks, file}));

  it('goes to one of many that come at once', async () => {
    const attempts = await Promise.all(
      Array.from({length: 8}, (_, index) => locks.tryToTake(file, me(String(index)))),
    );
    const winners = attempts.filter(attempt => 'release' in attempt);
    assert.equal(winners.length, 1);
    for (const winner of winners) await winner.release();
  });

  it('is not kept by a holder that was killed', async () => {
    const holder = fork(path.join(import.meta.dirname, 'support', 'lockHolder.ts'), [file]);
    await once(holder, 'message');
    assert.ok('heldBy' in (await locks.tryToTake(file, me('too early'))));
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    for (let tries = 0; ; tries += 1) {
      const attempt = await locks.tryToTake(file, me('next'));
      if ('release' in attempt) return attempt.release();
      assert.ok(tries < 300, 'free within half a minute');
      await pause(100);
    }
  });

  it('outlasts an interrupt from the keyboard, which goes to the whole group of processes', async () => {
    const program = path.join(import.meta.dirname, 'support', 'lockHolder.ts');
    const holder = spawn(process.execPath, [program, file], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(holder.stdout, 'data');
      process.kill(-(holder.pid ?? 0), 'SIGINT');
      await pause(300);
      assert.ok('heldBy' in (await locks.tryToTake(file, me('too early'))));
    } finally {
      holder.kill('SIGKILL');
    }
  });

  it('says what to install where flock is missing', async () => {
    const bare = createLocks({PATH: folder});
    await assert.rejects(bare.tryToTake(file, me('x')), {code: 'TOOL_MISSING', remedy: /util-linux/});
  });
});
