import {hostname} from 'node:os';
import type {Evidence} from '../archive/evidence.ts';
import {isStop, messageOf, UserError, warningOf} from '../errors/userError.ts';
import type {Signature} from '../outside/signing.ts';
import {type Aside, loadBeside} from '../restore/aside.ts';
import {carriedOut} from '../restore/carriedOut.ts';
import {dropFormer} from '../restore/former.ts';
import {afterKilled, inItsTurn, type RestoreNeeds} from '../restore/restore.ts';
import type {ProofOutcome} from '../result/backup.ts';
import type {RestoreOutcome} from '../result/restore.ts';
import type {Warning} from '../result/result.ts';
import {carryOut} from '../run/carryOut.ts';
import {warn} from '../run/warn.ts';
import {evidenceOf, keepEvidence, type KeepNeeds} from '../verify/evidence.ts';
import {failure, outcomeOf} from '../verify/verify.ts';
import {type ProveNeeds, type Restored, restoredFor, whileProven} from '../verify/prove.ts';
import {type Held, maskAll, runAfter} from './act/masking.ts';
import {gatherRefresh, type RefreshGatherNeeds, type RefreshRequest} from './gather.ts';
import {type AsideStep, isAside, isInPlace, isMasked, planRefresh, type RefreshFacts, type RefreshPlan} from './plan.ts';

export type {RefreshRequest} from './gather.ts';

export interface RefreshNeeds extends RestoreNeeds, Omit<ProveNeeds, keyof RestoreNeeds> {
  docker: RestoreNeeds['docker'] & ProveNeeds['docker'];
  compose: RestoreNeeds['compose'] & ProveNeeds['compose'];
  files: RestoreNeeds['files'] & ProveNeeds['files'] & RefreshGatherNeeds['files'];
  store: RestoreNeeds['store'] & KeepNeeds['store'];
  sign: ((text: string) => Promise<Signature>) | undefined;
}

export interface Refreshed {
  restored: RestoreOutcome;
  /** That the backup restores. */
  proof: ProofOutcome;
  /** EVIDENCE_UNRECORDED */
  warnings: Warning[];
}

export const planOnly = async (
  request: RefreshRequest,
  needs: RefreshGatherNeeds & Pick<RefreshNeeds, 'journalsOf'>,
): Promise<RefreshPlan> => {
  const facts = await gatherRefresh(request, needs);
  return afterKilled(planRefresh(facts), facts, needs);
};

/** Throws LOCK_HELD, PROOF_FAILED, MASK_INCOMPLETE, MASK_UNKNOWN, MASK_FAILED, and what a restore throws. */
export const refresh = (request: RefreshRequest, needs: RefreshNeeds): Promise<Refreshed> =>
  inItsTurn(request, needs, async composeProject => {
    const facts = await gatherRefresh(request, needs);
    const plan = planRefresh(facts);
    for (const warning of plan.warnings) needs.voice.warn(warning);
    const proving = {
      ...{key: facts.source.key, manifest: facts.manifest, sql: undefined, before: undefined},
      name: `countable-refresh-${composeProject}`,
      project: {why: WHY},
      minutes: request.project.settings.health.minutes,
    };
    return whileProven(proving, needs, async () => {
      const aside = await madeAside(request, {facts, plan, proving}, needs);
      return {...aside.outcome, restored: await inPlace({facts, plan, aside}, request, needs)};
    });
  });

const WHY = 'a refresh starts none on it';

interface Made {
  restored: Restored;
  /** Columns that were masked. */
  masked: number | undefined;
  outcome: Pick<Refreshed, 'proof' | 'warnings'>;
}

/** Restored, and masked, where nobody reaches it. */
const madeAside = async (
  request: RefreshRequest,
  {
    facts,
    plan,
    proving,
  }: {facts: RefreshFacts; plan: RefreshPlan; proving: Parameters<typeof restoredFor>[0]},
  needs: RefreshNeeds,
): Promise<Made> => {
  const {voice, end, clock} = needs;
  const begun = clock.elapsed();
  let restored: Restored | undefined;
  let outcome: Made['outcome'] | undefined;
  let masked: number | undefined;
  const deeds: Record<AsideStep['id'], () => Promise<void>> = {
    async prove() {
      restored = await restoredFor(proving, needs);
    },
    async record() {
      const durationMs = Math.round(clock.elapsed() - begun);
      outcome = await recorded(evidenceFor(request, {facts, restored: known(restored), durationMs}, needs), needs);
      if (outcome.proof.verdict === 'failed') throw failure(outcome.proof, known(restored).proof);
    },
    async mask() {
      const held = heldIn(known(restored), plan);
      if (isMasked(facts) || plan.consent === undefined) masked = await maskAll(held, facts);
      await runAfter(held, facts);
    },
  };
  await carryOut(plan.steps.filter(isAside), step => deeds[step.id](), {voice, end});
  return {restored: known(restored), masked, outcome: known(outcome)};
};

const known = <T>(one: T | undefined): T => {
  if (one === undefined) throw new Error('the plan has no step that makes it');
  return one;
};

const evidenceFor = (
  {who}: RefreshRequest,
  {facts, restored, durationMs}: {facts: RefreshFacts; restored: Restored; durationMs: number},
  {clock}: Pick<RefreshNeeds, 'clock'>,
): Evidence => {
  const {source, manifest} = facts;
  return evidenceOf({
    ...{bucket: source.bucket, key: source.key, size: source.size, manifest, proof: restored.proof},
    ...{checkedAt: clock.now(), by: who, host: hostname(), why: WHY, moments: [], durationMs},
  });
};

/** Whoever may only read has seen it all the same. */
const recorded = async (
  evidence: Evidence,
  {sign, store, voice}: Pick<RefreshNeeds, 'sign' | 'store' | 'voice'>,
): Promise<Made['outcome']> => {
  const proof = outcomeOf(evidence);
  try {
    await keepEvidence(evidence, {sign, store});
    return {proof, warnings: []};
  } catch (error) {
    if (isStop(error) || !(error instanceof UserError)) throw error;
    const warning = warningOf(
      new UserError('EVIDENCE_UNRECORDED', `That ${evidence.key} restores could not be kept: ${error.message}`),
    );
    warn(voice, warning);
    return {proof, warnings: [warning]};
  }
};

/** Of each server the databases that are brought from it. */
const heldIn = (
  {servers}: Restored,
  plan: Pick<RefreshPlan, 'servers' | 'folders'>,
): Held[] =>
  servers.flatMap(({stored, engine, inside}) => {
    const {service} = stored;
    const whole = plan.folders.find(({server}) => server?.service === service)?.server?.databases;
    const loads = plan.servers.find(one => one.service === service)?.loads.map(({name}) => name);
    const databases = whole ?? loads ?? [];
    return databases.length === 0 ? [] : [{stored, engine, inside, databases}];
  });

/** Loaded beside what is used, and let take its place. */
const inPlace = async (
  {facts, plan, aside: {restored, masked}}: {facts: RefreshFacts; plan: RefreshPlan; aside: Made},
  {project}: RefreshRequest,
  needs: RefreshNeeds,
): Promise<RestoreOutcome> => {
  const {composeProject, containers} = facts;
  const journals = needs.journalsOf(composeProject);
  const previous = await journals.read();
  const before = previous?.phase === 'done' ? (previous.refreshes ?? 0) : 0;
  const back = await asidesOf(restored);
  const outcome = await carriedOut(
    {
      plan: {...plan, steps: plan.steps.filter(isInPlace), refreshes: before + 1},
      load: places => loadBeside(back, {facts, plan}, {places, needs}),
      composeProject,
      minutes: project.settings.health.minutes,
    },
    journals,
    needs,
  );
  // What was there before the first of them is somebody's own, and stays.
  if (previous !== undefined && before > 1)
    await unlessFailing(needs, () => dropFormer(previous, {composeProject, containers, needs}));
  return {...outcome, ...(masked !== undefined && {masked})};
};

/** It takes room, and nothing else. */
const unlessFailing = async ({voice}: Pick<RefreshNeeds, 'voice'>, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (isStop(error)) throw error;
    voice.warn(`What a refresh before had brought is still there, and could not be removed: ${messageOf(error)}`);
  }
};

/** Roles that are missing are made without the passwords that they have in production. */
const asidesOf = ({servers, proof}: Restored): Promise<Aside[]> =>
  Promise.all(
    servers.map(async ({stored, engine, inside}) => {
      const {service, image, imageId} = stored;
      const look = {...(await engine.look(inside)), isSuperuser: false};
      return {server: {service, image, imageId: proof.images[service] ?? imageId}, inside, look};
    }),
  );
