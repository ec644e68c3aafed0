import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createJournals, type RestoreJournal} from '../../../ts-helpers/src/restore/act/journal.ts';
import {planPrune, planRestore} from '../../../ts-helpers/src/restore/plan.ts';
import {prunePlan} from '../../../ts-helpers/src/restore/shown.ts';
import {restoreFacts} from './facts.ts';

const PLAN = planRestore(restoreFacts());
const HERE = {project: 'shop', environment: 'prod', now: new Date('2026-11-27T12:00:00Z')};

const former = (stamp: string): RestoreJournal => ({
  ...{...PLAN, stamp, phase: 'done', source: {bucket: 'b', key: 'k'}},
  servers: PLAN.servers.map(server => ({
    ...server,
    renames: [{name: 'shop', after: `shop_before_${stamp}`, isUsed: false}],
  })),
  folders: [],
});

describe('what restores have replaced', () => {
  it('goes once it is thirty days old, and no sooner', () => {
    const [old, young] = [former('20261028t115959z'), former('20261028t120001z')];
    const plan = planPrune([old, young], HERE);
    assert.deepEqual(
      plan.drops.map(({stamp}) => stamp),
      [old.stamp],
    );
    assert.equal(
      prunePlan(plan),
      '   shop_before_20261028t120001z stays until 2026-11-27\n' +
        '1. Drop shop_before_20261028t115959z, which a restore replaced more than 30 days ago (risks data)\n',
    );
  });

  it('is nothing where there was no restore', () => {
    assert.equal(prunePlan(planPrune([], HERE)), 'Nothing to do.\n');
  });

  it('is known of restores before the last one', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-journals-'));
    try {
      const journals = createJournals(folder);
      assert.deepEqual(await journals.formers(), []);
      const [first, second] = [former('20261001t000000z'), former('20261002t000000z')];
      await journals.keep(first);
      await journals.keep(first);
      await journals.write(second);
      assert.deepEqual(
        (await journals.formers()).map(({stamp}) => stamp),
        [first.stamp, second.stamp],
      );
      await journals.forget(first.stamp);
      assert.deepEqual(
        (await journals.formers()).map(({stamp}) => stamp),
        [second.stamp],
      );
      await journals.forget(second.stamp);
      assert.equal(await journals.read(), undefined);
    } finally {
      rmSync(folder, {recursive: true});
    }
  });
});
