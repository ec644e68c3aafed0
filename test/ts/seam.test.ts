import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import {checkedFacts} from '../../ts-helpers/src/seam/factsSchema.ts';
import type {BuildIdentity} from '../../ts-helpers/src/result/buildIdentity.ts';
import {planPipeline, type PipelinePlan} from '../../ts-helpers/src/seam/pipelinePlan.ts';
import {resolveSettings} from '../../ts-helpers/src/workspace/settings.ts';

/** What the Groovy side is tested with: see test/groovy/support/Plans.groovy. */
const KEPT = 'test/fixtures/seam/plans.json';

const planned = (branch: string, more: Partial<BuildIdentity> = {}): PipelinePlan =>
  planPipeline(
    {project: 'shop', branch, because: `Of ${branch}.`, commit: 'c0ffee', buildNumber: 12, ...more},
    resolveSettings({options: {slack: {channel: '#shop'}}}),
  );

const plans = {
  develop: planned('develop', {environment: 'stage'}),
  master: planned('master', {environment: 'prod'}),
  pullRequest: planned('PR-7', {change: '7'}),
};

describe('the seam between the CLI and Jenkins', () => {
  it('has plans that Groovy is tested with as they are made (COUNTABLE_RECORD=1 writes them anew)', () => {
    const text = `${JSON.stringify(plans, null, 2)}\n`;
    if (process.env['COUNTABLE_RECORD'] === '1') writeFileSync(KEPT, text);
    assert.equal(readFileSync(KEPT, 'utf8'), text);
  });

  it('takes back, as facts, the plan that it gave', () => {
    for (const plan of Object.values(plans)) {
      const facts = {plan: JSON.parse(JSON.stringify(plan)) as PipelinePlan};
      assert.deepEqual(checkedFacts(facts), facts);
    }
  });
});
