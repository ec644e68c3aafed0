import {hostname} from 'node:os';
import {type ErrorCode, UserError} from '../errors/userError.ts';
import type {ProofOutcome} from '../result/backup.ts';
import {carryOut} from '../run/carryOut.ts';
import {evidenceOf, keepEvidence} from './evidence.ts';
import {gather, type Gathered, type VerifyNeeds, type VerifyRequest} from './gather.ts';
import {planVerify, type VerifyPlan} from './plan.ts';
import {type Proof, prove} from './prove.ts';

export type {VerifyNeeds, VerifyRequest} from './gather.ts';

export const planOnly = async (request: VerifyRequest, needs: VerifyNeeds): Promise<VerifyPlan> =>
  planOf(request, await gather(request, needs), needs);

const planOf = ({name}: VerifyRequest, gathered: Gathered, {store}: VerifyNeeds): VerifyPlan => {
  const {key, object, manifest, project, sql} = gathered;
  const images = manifest.servers.map(({image}) => image);
  return planVerify(
    {project: name, bucket: store.bucket.name, key, size: object.size, images, sql: sql !== undefined},
    project,
  );
};

/** Throws PROOF_FAILED and BACKUP_SHRUNK, once that is kept as evidence. */
export const verify = async (request: VerifyRequest, needs: VerifyNeeds): Promise<ProofOutcome> => {
  const {name, who} = request;
  const {clock, locks, lockOf} = needs;
  const lock = await locks.tryToTake(lockOf(name), {who, since: clock.now().toISOString()});
  if ('heldBy' in lock)
    throw new UserError(
      'LOCK_HELD',
      `Another proof of ${name} is under way here: ${lock.heldBy.who}, since ${lock.heldBy.since}.`,
      {
        where: name,
        remedy: 'Wait for it to end, or abort it.',
      },
    );
  try {
    return await carriedOut(request, await gather(request, needs), needs);
  } finally {
    await lock.release();
  }
};

const carriedOut = async (
  request: VerifyRequest,
  gathered: Gathered,
  needs: VerifyNeeds,
): Promise<ProofOutcome> => {
  const {key, object, manifest, project, sql, before, proofName} = gathered;
  const {store, voice, clock, end, sign} = needs;
  const plan = planOf(request, gathered, needs);
  const begun = clock.elapsed();
  const minutes = request.project?.settings.health.minutes ?? 5;
  let proof: Proof | undefined;
  const evidence = () =>
    evidenceOf({
      bucket: store.bucket.name,
      key,
      size: object.size,
      manifest,
      proof: proof as Proof,
      checkedAt: clock.now(),
      by: request.who,
      host: hostname(),
      durationMs: Math.round(clock.elapsed() - begun),
      why: 'why' in project ? project.why : undefined,
    });
  const deeds = {
    async prove() {
      proof = await prove({key, manifest, name: proofName, project, minutes, sql, before}, needs);
    },
    record: () => keepEvidence(evidence(), {sign, store}),
  };
  await carryOut(plan.steps, step => deeds[step.id](), {voice, end});
  const {verdict, differences, restoreMs, answeredMs, durationMs} = evidence();
  const outcome: ProofOutcome = {
    bucket: store.bucket.name,
    key,
    verdict,
    differences,
    restoreMs,
    ...(answeredMs !== undefined && {answeredMs}),
    durationMs,
  };
  if (verdict === 'failed') throw failure(outcome, proof?.log ?? [], before);
  return outcome;
};

const failure = (proof: ProofOutcome, log: readonly string[], before: Gathered['before']): UserError => {
  const [first = '', ...others] = proof.differences;
  const isShrunk =
    before !== undefined &&
    proof.differences.every(line => /not in it any more|, and had /.test(line)) &&
    log.length === 0;
  const code: ErrorCode = isShrunk ? 'BACKUP_SHRUNK' : 'PROOF_FAILED';
  const more = others.length === 0 ? '' : `; and ${others.length} more`;
  return new UserError(code, `${proof.key}: ${first}${more}.`, {
    where: `s3://${proof.bucket}/${proof.key}`,
    evidence: {log: {source: 'proof', lines: log.length > 0 ? [...log] : [...proof.differences]}},
    leaves: {proof},
  });
};
