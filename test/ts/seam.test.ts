import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import type * as z from 'zod/mini';
import type {NotifyOutcome} from '../../ts-helpers/src/tell/notify.ts';
import {checkedFacts} from '../../ts-helpers/src/seam/factsSchema.ts';
import {DOCUMENTS} from '../../ts-helpers/src/seam/schemas.ts';
import type {notifyResultSchema} from '../../ts-helpers/src/seam/schemas/notifyResultSchema.ts';
import type {operationSchema} from '../../ts-helpers/src/seam/schemas/operationSchema.ts';
import type {planSchema} from '../../ts-helpers/src/seam/schemas/planSchema.ts';
import type {stageResultSchema} from '../../ts-helpers/src/seam/schemas/stageResultSchema.ts';
import type {BuildIdentity} from '../../ts-helpers/src/result/buildIdentity.ts';
import {ofTelling} from '../../ts-helpers/src/project/credentials.ts';
import {planPipeline} from '../../ts-helpers/src/pipeline/plan.ts';
import type {PipelinePlan} from '../../ts-helpers/src/seam/pipelinePlan.ts';
import type {StageResult} from '../../ts-helpers/src/result/result.ts';
import type {OperationPlan} from '../../ts-helpers/src/seam/operation.ts';
import {otherSeam, SEAM, sealed} from '../../ts-helpers/src/seam/version.ts';
import {operation} from './operations/support.ts';
import {backedUp, RECIPIENTS} from './support/backups.ts';
import type {Same} from './support/same.ts';
import {resolveSettings} from '../../ts-helpers/src/workspace/settings.ts';

/** What the Groovy side is tested with: see test/groovy/support/Plans.groovy. */
const KEPT = 'test/fixtures/seam/plans.json';
const KEPT_OPERATIONS = 'test/fixtures/seam/operations.json';

const planned = (branch: string, more: Partial<BuildIdentity> = {}): PipelinePlan =>
  planPipeline(
    {project: 'shop', branch, because: `Of ${branch}.`, commit: 'c0ffee', buildNumber: 12, ...more},
    resolveSettings({options: {slack: {channel: '#shop'}}}),
  );

const plans = {
  develop: planned('develop', {environment: 'stage'}),
  master: planned('master', {environment: 'prod'}),
  pullRequest: planned('PR-7', {change: '7'}),
  preview: planned('PR-7', {change: '7', changeBranch: 'feature/x', environment: 'pr-7'}),
  nightly: planPipeline(
    {
      project: 'shop',
      branch: 'master',
      because: 'Of master.',
      commit: 'c0ffee',
      buildNumber: 12,
      environment: 'prod',
    },
    backedUp({proof: {agent: 'proof'}, recipients: RECIPIENTS}),
    {byTimer: true},
  ),
};

describe('the seam between the CLI and Jenkins', () => {
  it('has plans that Groovy is tested with as they are left (COUNTABLE_RECORD=1 writes them anew)', () => {
    const left = Object.fromEntries(Object.entries(plans).map(([name, plan]) => [name, sealed(plan)]));
    const text = `${JSON.stringify(left, null, 2)}\n`;
    if (process.env['COUNTABLE_RECORD'] === '1') writeFileSync(KEPT, text);
    assert.equal(readFileSync(KEPT, 'utf8'), text);
  });

  it('has operations that Groovy is tested with as they are left (COUNTABLE_RECORD=1 writes them anew)', async () => {
    const left = {
      help: await operation({}),
      restore: await operation({ACTION: 'restore', PROJECT: 'shop', AT: '2026-11-27'}),
      restoreStage: await operation({ACTION: 'restore', PROJECT: 'shop', ENVIRONMENT: 'stage'}),
      rollback: await operation({ACTION: 'rollback', PROJECT: 'shop', ENVIRONMENT: 'prod'}),
      planned: await operation({ACTION: 'restore', PROJECT: 'shop', PLAN: true}),
      status: await operation({ACTION: 'lock status', PROJECT: 'shop'}),
    };
    // Two parameters, and two actions, do for Groovy; all of them change with every verb.
    const short = Object.entries(left).map(([name, plan]) => [
      name,
      sealed({
        ...plan,
        parameters: plan.parameters
          .filter(one => ['ACTION', 'PROJECT', 'PLAN'].includes(one.name))
          .map(one => ({...one, ...(one.choices && {choices: ['help', 'restore']})})),
      }),
    ]);
    const text = `${JSON.stringify(Object.fromEntries(short), null, 2)}\n`;
    if (process.env['COUNTABLE_RECORD'] === '1') writeFileSync(KEPT_OPERATIONS, text);
    assert.equal(readFileSync(KEPT_OPERATIONS, 'utf8'), text);
    for (const [name, one] of Object.entries(JSON.parse(text) as object))
      assert.equal(DOCUMENTS.operation.safeParse(one).error, undefined, name);
  });

  it('takes back, as facts, the plan that it gave', () => {
    for (const plan of Object.values(plans)) {
      const facts = {seam: SEAM, plan: JSON.parse(JSON.stringify(sealed(plan))) as PipelinePlan};
      assert.deepEqual(checkedFacts(facts), facts);
    }
  });

  it('has schemas of exactly what the compiler knows of it', () => {
    const same: [
      Same<PipelinePlan, z.input<typeof planSchema>>,
      Same<StageResult, z.input<typeof stageResultSchema>>,
      Same<NotifyOutcome, z.input<typeof notifyResultSchema>>,
      Same<OperationPlan, z.input<typeof operationSchema>>,
    ] = [true, true, true, true];
    assert.deepEqual(same, [true, true, true, true]);
  });

  it('leaves plans of that shape, with a version, and nothing else in them', () => {
    for (const [name, plan] of Object.entries(JSON.parse(readFileSync(KEPT, 'utf8')) as object)) {
      assert.equal(DOCUMENTS.plan.safeParse(plan).error, undefined, name);
      assert.equal(DOCUMENTS.plan.safeParse({...plan, more: 1}).success, false);
      assert.equal(DOCUMENTS.plan.safeParse({...plan, seam: SEAM + 1}).success, false);
    }
  });

  it('tells people of a build that has no plan with the credentials of one that has', () => {
    const groovy = readFileSync('src/ca/countable/Telling.groovy', 'utf8');
    const bound = [...groovy.matchAll(/\[id: '(.+)', kind: '(.+)', variable: '(.+)'\]/g)].map(
      ([, id, kind, variable]) => ({id, kind, variable}),
    );
    const known = ofTelling(resolveSettings({options: {mail: {from: 'ci@example.org'}}})).map(
      ({id, kind, variable}) => ({id, kind, variable}),
    );
    assert.deepEqual(bound, known);
  });

  it('is of one version on both sides', () => {
    const [, groovy] = /int SEAM = (\d+)\n/.exec(readFileSync('src/ca/countable/Cli.groovy', 'utf8')) ?? [];
    assert.equal(groovy, String(SEAM));
  });

  it('knows facts of another version, and takes those that name none', () => {
    assert.deepEqual(
      [{}, {seam: null}, {seam: SEAM}, null, []].map(facts => otherSeam(facts)),
      [undefined, undefined, undefined, undefined, undefined],
    );
    assert.deepEqual([otherSeam({seam: SEAM + 1}), otherSeam({seam: '1'})], [SEAM + 1, '1']);
  });

  it('puts no version on what is no map', () => {
    assert.deepEqual([sealed(null), sealed('x'), sealed([1])], [null, 'x', [1]]);
  });
});
