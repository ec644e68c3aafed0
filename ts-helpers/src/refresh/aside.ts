import {hostname} from 'node:os';
import type {Evidence} from '../archive/evidence.ts';
import {isStop, UserError, warningOf} from '../errors/userError.ts';
import type {Clock} from '../outside/clock.ts';
import type {ProofOutcome} from '../result/backup.ts';
import type {Warning} from '../result/result.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import {warn} from '../run/warn.ts';
import {evidenceOf} from '../verify/evidence.ts';
import {keepEvidence, type KeepNeeds} from '../verify/evidenceKept.ts';
import {failure, outcomeOf} from '../verify/outcome.ts';
import {type ProveNeeds, type Restored, restoredFor} from '../verify/prove.ts';
import type {Held} from './act/held.ts';
import {cutOff, maskAll, runAfter} from './act/masking.ts';
import type {RefreshRequest} from './gather.ts';
import {
  type AsideStep,
  isAside,
  isMasked,
  refuseUnmasked,
  type RefreshFacts,
  type RefreshPlan,
} from './plan.ts';

export interface MakeNeeds extends Omit<ProveNeeds, 'store' | 'clock' | 'voice'>, Pick<KeepNeeds, 'sign'> {
  store: ProveNeeds['store'] & KeepNeeds['store'];
  clock: ProveNeeds['clock'] & Pick<Clock, 'now' | 'elapsed'>;
  voice: Voice;
  end?: ((reason: UserError) => void) | undefined;
}

export const WHY = 'a refresh starts none on it';

export interface Made {
  restored: Restored;
  /** Columns that were masked. */
  masked: number | undefined;
  outcome: {
    /** That the backup restores. */
    proof: ProofOutcome;
    /** EVIDENCE_UNRECORDED */
    warnings: Warning[];
  };
}

/** Restored, kept as evidence, and masked, where nobody reaches it. Throws PROOF_FAILED and what masking throws. */
export const madeAside = async (
  request: RefreshRequest,
  {
    facts,
    plan,
    proving,
  }: {facts: RefreshFacts; plan: RefreshPlan; proving: Parameters<typeof restoredFor>[0]},
  needs: MakeNeeds,
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
      outcome = await recorded(
        evidenceFor(request, {facts, restored: known(restored), durationMs}, needs),
        needs,
      );
      if (outcome.proof.verdict === 'failed') throw failure(outcome.proof, known(restored).proof);
    },
    async mask() {
      const held = heldIn(known(restored), plan);
      await cutOff(held);
      if (isMasked(facts) || plan.consent === undefined) masked = await maskAll(held, facts, voice);
      refuseUnmasked(masked, plan, facts);
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
  {clock}: Pick<MakeNeeds, 'clock'>,
): Evidence => {
  const {source, manifest} = facts;
  return evidenceOf({
    ...{bucket: source.bucket, key: source.key, size: source.size, manifest, proof: restored.proof},
    ...{
      checkedAt: clock.now(),
      by: who,
      host: hostname(),
      why: WHY,
      amounts: undefined,
      moments: [],
      durationMs,
    },
  });
};

/** Whoever may only read has seen it all the same. */
const recorded = async (
  evidence: Evidence,
  {sign, store, voice}: Pick<MakeNeeds, 'sign' | 'store' | 'voice'>,
): Promise<Made['outcome']> => {
  const proof = outcomeOf(evidence);
  try {
    const {verdict, failsAt = []} = await keepEvidence(evidence, {sign, store});
    if (verdict === 'proven' && failsAt.length > 0)
      voice.warn(
        `${evidence.key} restores, and stays failed: a proof before failed at ${failsAt.join(', ')}, which a refresh does not try`,
      );
    return {proof, warnings: []};
  } catch (error) {
    if (isStop(error) || !(error instanceof UserError)) throw error;
    const warning = warningOf(
      new UserError(
        'EVIDENCE_UNRECORDED',
        `That ${evidence.key} restores could not be kept: ${error.message}`,
      ),
    );
    warn(voice, warning);
    return {proof, warnings: [warning]};
  }
};

/** Of each server the databases that are brought from it. */
const heldIn = ({servers}: Restored, plan: Pick<RefreshPlan, 'servers' | 'folders'>): Held[] =>
  servers.flatMap(({stored, engine, inside}) => {
    const {service} = stored;
    const whole = plan.folders.find(({server}) => server?.service === service)?.server?.databases;
    const loads = plan.servers.find(one => one.service === service)?.loads.map(({name}) => name);
    const databases = whole ?? loads ?? [];
    return databases.length === 0 ? [] : [{stored, engine, inside, databases}];
  });
