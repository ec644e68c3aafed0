import {hostname} from 'node:os';
import {UserError} from '../errors/userError.ts';
import type {Evidence, PointProof} from '../archive/evidence.ts';
import type {ProofOutcome} from '../result/backup.ts';
import type {Warning} from '../result/result.ts';
import {alone} from '../run/alone.ts';
import {carryOut} from '../run/carryOut.ts';
import {copyAll} from './act/copies.ts';
import {evidenceOf} from './evidence.ts';
import {keepEvidence} from './evidenceKept.ts';
import {gather, type Gathered, type VerifyNeeds, type VerifyRequest} from './gather.ts';
import {requireSigning} from './keys.ts';
import {planOfOlder, verifyOlder} from './older.ts';
import {chooseOlder, type ChosenOlder} from './olderChoice.ts';
import {failure, outcomeOf, refuseLost, refuseOpen} from './outcome.ts';
import {planVerify, type VerifyPlan, type VerifyStep} from './plan.ts';
import type {OlderPlan} from './plan/older.ts';
import {LABEL, type Proof, prove, UNTRIED} from './prove.ts';
import {proveMoments} from './act/moments.ts';

export type {VerifyNeeds, VerifyRequest} from './gather.ts';

export const planOnly = async (
  request: VerifyRequest,
  needs: VerifyNeeds,
): Promise<OlderPlan | VerifyPlan> => {
  const older = await olderMeant(request, needs);
  if (older !== undefined) return planOfOlder(older, request, needs);
  return planOf(request, await gather(request, needs), needs);
};

/** Undefined where one of ours is meant. */
const olderMeant = async (request: VerifyRequest, needs: VerifyNeeds): Promise<ChosenOlder | undefined> => {
  const {name, part, at, image} = request;
  const older = await chooseOlder({project: name, part, at}, needs);
  if (older === undefined && image !== undefined)
    throw new UserError('BAD_ARGUMENT', 'Backups of ours tell which image they are for.', {
      where: '--image',
      remedy: 'Leave --image out, or name one that an older script left: --at <key>',
    });
  return older;
};

const planOf = ({name, moments}: VerifyRequest, gathered: Gathered, {store}: VerifyNeeds): VerifyPlan => {
  const {key, object, manifest, project, sql, copies, unread} = gathered;
  const images = manifest.servers.map(({image}) => image);
  return planVerify(
    {
      project: name,
      bucket: store.bucket.name,
      key,
      size: object.size,
      images,
      sql: sql !== undefined,
      ...(unread !== undefined && {unread}),
      moments: moments ? (manifest.pitr ?? []).map(({service}) => service) : [],
      copies,
    },
    project,
  );
};

export interface Verified {
  proof: ProofOutcome;
  /** COPY_FAILED: it is proven all the same. */
  warnings: Warning[];
}

/** Throws PROOF_FAILED and BACKUP_SHRUNK, once that is kept as evidence. */
export const verify = (request: VerifyRequest, needs: VerifyNeeds): Promise<Verified> => {
  const {name, who} = request;
  const taken = `Another proof of ${name} is under way here`;
  return alone({file: needs.lockOf(name), who, taken, where: name}, needs, async () => {
    await requireSigning(needs);
    const older = await olderMeant(request, needs);
    if (older !== undefined) return {proof: await verifyOlder(older, request, needs), warnings: []};
    return carriedOut(request, await gather(request, needs), needs);
  });
};

const carriedOut = async (
  request: VerifyRequest,
  gathered: Gathered,
  needs: VerifyNeeds,
): Promise<Verified> => {
  const {proofName, unread} = gathered;
  const {store, voice, clock, end, sign} = needs;
  const plan = planOf(request, gathered, needs);
  const begun = clock.elapsed();
  const minutes = request.project?.settings.health.minutes ?? 5;
  let proof: Proof = unread === undefined ? UNTRIED : {...UNTRIED, differences: [unread]};
  let moments: PointProof[] = [];
  let outcome: ProofOutcome | undefined;
  let warnings: Warning[] = [];
  const deeds: Record<VerifyStep['id'], () => Promise<void>> = {
    async prove() {
      proof = await prove({...gathered, name: proofName, minutes}, needs);
    },
    async moments() {
      const {name: project} = request;
      const label = `${LABEL}=${proofName}-moment`;
      moments = await proveMoments({project, manifest: gathered.manifest, label, moment: undefined}, needs);
    },
    async record() {
      const durationMs = Math.round(clock.elapsed() - begun);
      const told = evidenceOf({...factsOf(request, gathered, needs), proof, moments, durationMs});
      const evidence = await keepEvidence(told, {sign, store});
      outcome = outcomeOf(evidence);
      refuseOpen(evidence);
      if (outcome.verdict === 'failed') throw failure(outcome, proof);
    },
    async copy() {
      warnings = await copyAll(plan, needs);
    },
  };
  await carryOut(plan.steps, step => deeds[step.id](), {voice, end});
  if (outcome === undefined) throw new Error('the plan has no step that records');
  refuseLost(outcome);
  return {proof: outcome, warnings};
};

const factsOf = (
  {who, accepts}: VerifyRequest,
  {key, object, manifest, project, before}: Gathered,
  {store, clock}: VerifyNeeds,
) => ({
  bucket: store.bucket.name,
  key,
  size: object.size,
  manifest,
  checkedAt: clock.now(),
  by: who,
  host: hostname(),
  why: 'why' in project ? project.why : undefined,
  amounts: amountsOf(accepts, before),
});

const amountsOf = (accepts: boolean, before: Gathered['before']): Evidence['amounts'] => {
  if (accepts) return 'accepted';
  return before && 'compared';
};
