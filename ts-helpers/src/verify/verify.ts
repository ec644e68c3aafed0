import {hostname} from 'node:os';
import {besideKey} from '../archive/key.ts';
import type {Manifest} from '../archive/manifest.ts';
import {type Deployed, readDeployed, type DeployedNeeds} from '../deploy/deployed.ts';
import {type ErrorCode, UserError} from '../errors/userError.ts';
import type {Clock} from '../outside/clock.ts';
import type {Docker} from '../outside/docker.ts';
import type {Files} from '../outside/files.ts';
import type {Locks} from '../outside/lock.ts';
import type {ObjectStore} from '../outside/s3.ts';
import type {Signature} from '../outside/signing.ts';
import {composeProjectName, projectLabel} from '../project/conventions.ts';
import type {ProofOutcome} from '../result/backup.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import type {Project} from '../workspace/project.ts';
import {manifestIn} from './act/download.ts';
import {VERIFY_SQL} from './act/sql.ts';
import {choose, type Chosen} from './choice.ts';
import {evidenceOf, keepEvidence} from './evidence.ts';
import {planVerify, type VerifyPlan} from './plan.ts';
import {type NotTried, proofProject, type ProofProject} from './plan/services.ts';
import {type Proof, prove, type ProveNeeds} from './prove.ts';

export interface VerifyNeeds
  extends
    Omit<ProveNeeds, 'docker' | 'compose' | 'files' | 'voice' | 'store' | 'clock'>,
    Omit<DeployedNeeds, 'voice'> {
  docker: ProveNeeds['docker'] & Pick<Docker, 'containers'>;
  compose: ProveNeeds['compose'] & DeployedNeeds['compose'];
  files: ProveNeeds['files'] & DeployedNeeds['files'] & Pick<Files, 'readInside'>;
  voice: Voice;
  store: ObjectStore;
  clock: Clock;
  locks: Locks;
  /** Of the proofs of a project on this machine. */
  lockOf(name: string): string;
  sign: ((text: string) => Promise<Signature>) | undefined;
  end?: ((reason: UserError) => void) | undefined;
}

export interface VerifyRequest {
  /** Whose backup it is. */
  name: string;
  environment: string;
  part: string | undefined;
  at: string | undefined;
  who: string;
  /** Much less than before is meant. */
  accepts: boolean;
  /** Percent that may be missing. */
  shrink: number;
  /** Where services are to be started on it; undefined where it is not the project of this folder. */
  project: Project | undefined;
  /** Whether they are. */
  web: boolean;
}

interface Gathered extends Chosen {
  manifest: Manifest;
  project: ProofProject | NotTried;
  sql: string | undefined;
  before: {manifest: Manifest; percent: number} | undefined;
  /** Of what is made on this machine. */
  proofName: string;
}

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

/** Without a manifest beside it, it is from before, or somebody has taken that away. */
const gather = async (request: VerifyRequest, needs: VerifyNeeds): Promise<Gathered> => {
  const {name, part, at, shrink, accepts} = request;
  const {store, files} = needs;
  const chosen = await choose({project: name, part, at}, store);
  const manifest = await manifestOf(chosen.key, store);
  const proofName = composeProjectName('countable-proof', name, ...(part === undefined ? [] : [part]));
  const before =
    chosen.provenBefore === undefined || accepts ? undefined : await manifestOf(chosen.provenBefore, store);
  const {workspace} = request.project ?? {};
  return {
    ...chosen,
    manifest,
    proofName,
    project: await projectOn(manifest, request, {network: proofName, needs}),
    sql: workspace === undefined ? undefined : await files.readInside(workspace, VERIFY_SQL),
    before: before && {manifest: before, percent: shrink},
  };
};

const manifestOf = async (
  key: string,
  {readText, bucket}: Pick<ObjectStore, 'readText' | 'bucket'>,
): Promise<Manifest> => {
  const text = await readText(besideKey(key, 'manifest'));
  if (text !== undefined) return manifestIn(text);
  throw new UserError('BACKUP_BROKEN', `Nothing beside it tells what ${key} holds.`, {
    where: `s3://${bucket.name}/${besideKey(key, 'manifest')}`,
  });
};

const projectOn = async (
  manifest: Manifest,
  {project, environment, web}: VerifyRequest,
  {network, needs}: {network: string; needs: VerifyNeeds},
): Promise<ProofProject | NotTried> => {
  if (!web) return {why: '`backup: {proof: {web}}` says so'};
  if (project === undefined) return {why: 'it is not the project of this folder'};
  const deployed = await deployedOr(project, environment, needs);
  if (deployed === undefined) return {why: 'the project is not checked out or deployed here'};
  const {model, composeProject} = deployed;
  const containers = await needs.docker.containers([
    projectLabel(composeProject),
    'com.docker.compose.oneoff=False',
  ]);
  return proofProject({model, containers, manifest, network});
};

/** Where it is only restored, nothing of the project need be there. */
const deployedOr = async (
  project: Project,
  environment: string,
  needs: VerifyNeeds,
): Promise<Deployed | undefined> => {
  try {
    return await readDeployed(project, environment, needs);
  } catch (error) {
    if (error instanceof UserError && error.code === 'NOT_A_PROJECT') return undefined;
    throw error;
  }
};
