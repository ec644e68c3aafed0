import {hostname} from 'node:os';
import type {Evidence} from '../archive/evidence.ts';
import {UserError} from '../errors/userError.ts';
import {composeProjectName, projectLabel} from '../project/conventions.ts';
import type {ProofOutcome} from '../result/backup.ts';
import {carryOut} from '../run/carryOut.ts';
import {type OlderProof, proveOlder} from './act/older.ts';
import {keepEvidence} from './evidenceKept.ts';
import {deployedOr, type VerifyNeeds, type VerifyRequest} from './gather.ts';
import type {ChosenOlder} from './olderChoice.ts';
import {type OlderPlan, type OlderStep, planOlder} from './plan/older.ts';
import {LABEL} from './prove.ts';

/** What would be done with an archive that an older script left. Throws PROOF_IMPOSSIBLE. */
export const planOfOlder = async (
  {archive, store}: ChosenOlder,
  request: VerifyRequest,
  needs: VerifyNeeds,
): Promise<OlderPlan> => {
  const {name, at, image, environment, project} = request;
  const {key, size, older} = archive;
  const isAsked = image === undefined && project !== undefined;
  const deployed = isAsked ? await deployedOr(project, environment, needs) : undefined;
  const containers =
    deployed === undefined ? [] : await needs.docker.containers([projectLabel(deployed.composeProject)]);
  return planOlder({
    project: name,
    bucket: store.bucket.name,
    key,
    size,
    layout: older?.layout ?? '',
    isForWantOfOurs: at === undefined,
    image,
    deployed: deployed && {model: deployed.model, containers},
  });
};

/** Restores it and counts; there is nothing to compare it with. Throws PROOF_FAILED, once that is kept as evidence. */
export const verifyOlder = async (
  chosen: ChosenOlder,
  request: VerifyRequest,
  needs: VerifyNeeds,
): Promise<ProofOutcome> => {
  const {voice, clock, end, sign} = needs;
  const plan = await planOfOlder(chosen, request, needs);
  voice.info(introduction(plan));
  const name = composeProjectName('countable-proof', request.name, 'older');
  const begun = clock.elapsed();
  let proof: OlderProof | undefined;
  let outcome: ProofOutcome | undefined;
  const deeds: Record<OlderStep['id'], () => Promise<void>> = {
    async prove() {
      proof = await proveOlder({plan, name, label: `${LABEL}=${name}`, store: chosen.store}, needs);
    },
    async record() {
      if (proof === undefined) throw new Error('the plan has no step that proves');
      const durationMs = Math.round(clock.elapsed() - begun);
      const evidence = evidenceOfOlder({plan, proof, chosen, durationMs}, request, needs);
      await keepEvidence(evidence, {sign, store: chosen.store});
      outcome = outcomeOf(evidence);
      if (outcome.verdict === 'failed') throw failure(outcome, proof);
    },
  };
  await carryOut(plan.steps, step => deeds[step.id](), {voice, end});
  if (outcome === undefined) throw new Error('the plan has no step that records');
  return outcome;
};

export const introduction = ({key, layout, isForWantOfOurs, project}: OlderPlan): string =>
  isForWantOfOurs
    ? `There is no backup of ${project} by countable: this is the newest that an older script left (${layout}), ${key}`
    : `An older script left it (${layout}): ${key}`;

const evidenceOfOlder = (
  {
    plan,
    proof,
    chosen,
    durationMs,
  }: {
    plan: OlderPlan;
    proof: OlderProof;
    chosen: ChosenOlder;
    durationMs: number;
  },
  {name, environment, who}: VerifyRequest,
  {clock}: VerifyNeeds,
): Evidence => {
  const {differences, servers, restoreMs, sha256, layers, usersMade} = proof;
  return {
    format: 1,
    project: name,
    environment,
    bucket: plan.bucket,
    key: plan.key,
    size: plan.size,
    sha256,
    at: chosen.archive.at.toISOString(),
    checkedAt: clock.now().toISOString(),
    by: who,
    host: hostname(),
    verdict: differences.length === 0 ? 'proven' : 'failed',
    differences,
    servers,
    files: [],
    services: {healthy: [], why: 'an older script left the backup'},
    restoreMs,
    durationMs,
    older: {layout: plan.layout, layers: [...layers], said: NOTHING_TO_COMPARE, usersMade},
  };
};

const NOTHING_TO_COMPARE = 'restored; nothing was recorded to compare with';

const outcomeOf = ({bucket, key, verdict, differences, restoreMs, durationMs}: Evidence): ProofOutcome => ({
  bucket,
  key,
  verdict,
  differences,
  restoreMs,
  durationMs,
  isOlder: true,
});

const failure = (outcome: ProofOutcome, {log}: OlderProof): UserError => {
  const [first = ''] = outcome.differences;
  return new UserError('PROOF_FAILED', `${outcome.key}: ${first}`, {
    where: `s3://${outcome.bucket}/${outcome.key}`,
    remedy:
      'Treat it as no backup. Take one before it: countable backups. Then back up anew: countable backup',
    evidence: {log: {source: 'proof', lines: log.length > 0 ? [...log] : [...outcome.differences]}},
    leaves: {proof: outcome},
  });
};
