import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {backup} from '../../../ts-helpers/src/backup/backup.ts';
import {restoreJournalIn, takeTurn} from '../../../ts-helpers/src/deploy/turn.ts';
import {backing} from './support/backing.ts';

const OF_DEPLOYS = '/deploys/.countable/shop-prod/lock';
const DEPLOY = {who: 'Jenkins shop/master #12', since: '2026-11-23T11:59:00.000Z'};
const NOTHING_RUNS = {code: 'BACKUP_NOTHING_RUNS'};

describe('a backup and a deploy', () => {
  it('keep out of each other’s way: the backup waits, and says for whom', async () => {
    const {needs, request, clock, locks, voice, done} = backing();
    locks.held.set(OF_DEPLOYS, DEPLOY);
    const wait = clock.wait.bind(clock);
    let waited = 0;
    clock.wait = ms => {
      assert.deepEqual(done, []);
      if (++waited === 3) locks.held.delete(OF_DEPLOYS);
      return wait(ms);
    };
    await assert.rejects(backup(request, needs), NOTHING_RUNS);
    assert.equal(waited, 3);
    assert.ok(
      voice.lines().some(line => /Waiting for Jenkins shop\/master #12, which has been deploying/.test(line)),
    );
    assert.deepEqual([...locks.held], []);
  });

  it('meet in the engine as well, whatever folders they go to', async () => {
    const {needs, request, clock, hostLocks} = backing();
    hostLocks.held.set('shop-prod', DEPLOY);
    const wait = clock.wait.bind(clock);
    let waited = 0;
    clock.wait = ms => {
      if (++waited === 2) hostLocks.held.delete('shop-prod');
      return wait(ms);
    };
    await assert.rejects(backup(request, needs), NOTHING_RUNS);
    assert.equal(waited, 2);
  });

  for (const [phase, ends] of Object.entries({
    loading: 'done',
    swapping: 'refused',
    returning: 'refused',
    done: 'done',
  }))
    it(`have nothing to do with what a restore left that was killed, phase ${phase}: ${ends}`, async () => {
      const {needs, request, locks} = backing();
      const state = mkdtempSync(path.join(tmpdir(), 'countable-half-'));
      writeFileSync(restoreJournalIn(state), JSON.stringify({phase, source: {key: 'backups/shop/x'}}));
      const place = {composeProject: 'shop-prod', folder: {state, forgetEmpty: () => Promise.resolve()}};
      const turn = takeTurn(request, needs, place);
      if (ends === 'refused') await assert.rejects(turn, {code: 'RESTORE_UNFINISHED'});
      else await (await turn).release();
      assert.deepEqual([...locks.held], []);
      await (await takeTurn({...request, mends: true}, needs, place)).release();
      rmSync(state, {recursive: true});
    });

  it('wait as long as a backup may take, and no longer', async () => {
    const {needs, request, locks, clock} = backing();
    locks.held.set(OF_DEPLOYS, DEPLOY);
    const begun = clock.elapsed();
    await assert.rejects(backup(request, needs), {code: 'LOCK_HELD'});
    assert.equal(Math.round((clock.elapsed() - begun) / 60_000), 120);
  });

  it('let the deploy say that it is a backup that it waits for, since when, and how to go on', async () => {
    const {needs, request, locks, clock, voice, waiting} = backing();
    const seen: unknown[] = [];
    needs.docker.containers = async () => {
      seen.push(locks.held.get(OF_DEPLOYS));
      const place = {composeProject: 'shop-prod', folder: needs.folderOf('shop-prod')};
      const deploy = takeTurn({...request, who: 'Jenkins shop/master #13'}, needs, place);
      await assert.rejects(deploy, {
        code: 'LOCK_HELD',
        message: 'Other work is under way: ada on this machine, which has been backing up for 10 min.',
        remedy:
          'Wait for ada on this machine to end, or abort it, which leaves everything as it was: countable lock status prod tells of it. `timeouts.lock` sets how long to wait.',
      });
      return [];
    };
    const begun = clock.now().toISOString();
    await assert.rejects(backup(request, needs), NOTHING_RUNS);
    assert.deepEqual(seen, [{who: 'ada on this machine', since: begun, does: 'backing up'}]);
    assert.ok(voice.lines().some(line => /Waiting for ada .*, which has been backing up for 0 s/.test(line)));
    assert.deepEqual([...waiting.all, ...locks.held], []);
  });

  it('do not let a second backup wait: it is told at once', async () => {
    const {needs, request, locks, clock} = backing();
    locks.held.set(needs.lockOf('shop-prod'), {...DEPLOY, does: 'backing up'});
    await assert.rejects(backup(request, needs), {code: 'LOCK_HELD', message: /^Another backup of it/});
    assert.equal(clock.elapsed(), 0);
  });
});
