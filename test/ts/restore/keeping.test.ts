import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import {createJournals, type RestoreJournal} from '../../../ts-helpers/src/restore/act/journal.ts';
import {failing} from '../../../ts-helpers/src/restore/act/failing.ts';
import {outcomeOf} from '../../../ts-helpers/src/restore/outcome.ts';
import {planRestore, planUndo} from '../../../ts-helpers/src/restore/plan.ts';
import {restorePlan} from '../../../ts-helpers/src/restore/shown.ts';
import {stageLine} from '../../../ts-helpers/src/stage/line.ts';
import {restoreFacts, STAMP} from './facts.ts';

const PLAN = planRestore(restoreFacts());

describe('the journal of a restore', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-restore-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  it('is what was written last, whole, and nothing once it is removed', async () => {
    const {servers, folders, stops, stamp, source} = PLAN;
    const journal: RestoreJournal = {
      ...{servers, folders, stops, stamp},
      source: {bucket: source.bucket, key: source.key},
      phase: 'loading',
    };
    const journals = createJournals(path.join(folder, 'state'));
    assert.equal(await journals.read(), undefined);
    await journals.write(journal);
    await journals.write({...journal, phase: 'swapping'});
    assert.deepEqual(await journals.read(), {...journal, phase: 'swapping'});
    assert.deepEqual(readdirSync(path.join(folder, 'state')), ['restore.json']);
    await journals.remove();
    assert.equal(await journals.read(), undefined);
  });
});

describe('what a restore says', () => {
  it('is, of its plan, the backup, what is left alone, and each step with what it risks', () => {
    assert.equal(
      restorePlan(PLAN),
      [
        's3://backups/backups/shop/k, 500 B, proven',
        '   not db: postgres: it has no table in the backup',
        '1. Load 1 database, media of backups/shop/k, of 2026-11-27T03:30:00Z, beside what is used',
        '2. Compare it with what was stored',
        '3. Stop web, worker (risks traffic)',
        `4. Let it take the place of what is used: shop, which stays as shop_before_${STAMP}, media, which stays as _data_before_${STAMP} (risks traffic)`,
        '5. Start web, worker',
        '',
      ].join('\n'),
    );
    assert.match(
      restorePlan(planUndo(PLAN, restoreFacts())),
      /^Undoes the restore of 2026-11-27T18:30:12.000Z\n {3}back: shop of db, .*\n {3}back: media, .*\n1\. Stop web, worker/,
    );
  });

  it('is, in the end, what is in place, for how long services stood still, and what stays', () => {
    const outcome = outcomeOf(
      {plan: PLAN, stored: restoreFacts().manifest},
      {loadMs: 9_000.4, downMs: 2_000.4},
    );
    assert.deepEqual(outcome, {
      source: {bucket: 'backups', key: 'backups/shop/k', at: '2026-11-27T03:30:00Z'},
      databases: 1,
      folders: 1,
      rows: 1,
      kept: [`shop_before_${STAMP}`, `/volumes/shop-prod_media/_data_before_${STAMP}`],
      leftAlone: ['db: postgres: it has no table in the backup'],
      loadMs: 9000,
      downMs: 2000,
    });
    const stage = {stage: 'Restore', outcome: 'passed', startedAt: 'x', durationMs: 11_000} as const;
    assert.equal(
      stageLine({...stage, restored: outcome}),
      `Restore: passed in 11.0 s · 1 database and 1 folder in place, services stood still for 2 s; what was used stays as shop_before_${STAMP}, /volumes/shop-prod_media/_data_before_${STAMP}; not db: postgres: it has no table in the backup\n`,
    );
  });

  for (const [line, code] of [
    ['ERROR:  syntax error at or near "x"', 'RESTORE_FAILED'],
    ['ERROR:  could not extend file: No space left on device', 'DISK_FULL'],
  ] as const)
    it(`is, of a tool that fails, what it says: ${code}`, async () => {
      const tail = ['begins', line, 'ends'];
      const error = new CommandFailed({
        program: 'psql',
        args: [],
        exitCode: 3,
        signal: undefined,
        tail,
        stderr: '',
      });
      await assert.rejects(
        failing('the database shop of db', 'db', () => Promise.reject(error)),
        {code, message: `Of the backup, the database shop of db cannot be restored: ${line}`},
      );
    });
});
