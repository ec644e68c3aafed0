import type {KeptArchive} from '../archive/inventory.ts';
import {pitrPrefix} from '../archive/pointInTime.ts';
import {UserError} from '../errors/userError.ts';
import type {ProofOutcome} from '../result/backup.ts';
import {alone} from '../run/alone.ts';
import {carryOut} from '../run/carryOut.ts';
import {composeProjectName} from '../project/conventions.ts';
import {proveMoments} from './act/moments.ts';
import {archivesOf} from './choice.ts';
import type {VerifyNeeds, VerifyRequest} from './gather.ts';
import {manifestOf} from './manifests.ts';
import {momentsStep, type VerifyStep} from './plan.ts';
import {LABEL} from './prove.ts';
import {refuseLost} from './outcome.ts';
import type {Manifest} from '../archive/manifest.ts';

export interface MomentPlan {
  project: string;
  bucket: string;
  moment: string;
  steps: VerifyStep[];
}

export interface MomentOf {
  /** The last one before the moment, or else the first. */
  archive: KeptArchive;
  manifest: Manifest;
}

/** Undefined where an archive is called so, or where there is none. */
export const archiveOf = async (
  {name, part}: Pick<VerifyRequest, 'name' | 'part'>,
  moment: Date,
  {store}: {store: Pick<VerifyNeeds['store'], 'bucket' | 'list' | 'readText'>},
): Promise<MomentOf | undefined> => {
  const archives = await archivesOf({project: name, part}, store);
  const archive = archives.find(({at}) => at <= moment) ?? archives.at(-1);
  const isExact = ({at}: KeptArchive): boolean => at.getTime() === moment.getTime();
  if (archive === undefined || archives.some(isExact)) return undefined;
  return {archive, manifest: await manifestOf(archive.key, store)};
};

/** Whether that moment is to be brought back, and not an archive looked for: of the project every moment is kept. */
export const manifestFor = async (
  request: Pick<VerifyRequest, 'name' | 'part'>,
  moment: Date,
  needs: Pick<VerifyNeeds, 'store'>,
): Promise<Manifest | undefined> => {
  const {manifest} = (await archiveOf(request, moment, needs)) ?? {};
  return manifest?.pitr === undefined ? undefined : manifest;
};

export const planMoment = (
  {name}: VerifyRequest,
  {manifest, moment}: {manifest: Manifest; moment: Date},
  {store}: Pick<VerifyNeeds, 'store'>,
): MomentPlan => ({
  project: name,
  bucket: store.bucket.name,
  moment: moment.toISOString(),
  steps: [
    momentsStep(
      (manifest.pitr ?? []).map(({service}) => service),
      moment,
    ),
  ],
});

/** Brings servers back to a moment, reads them whole, and removes them. Throws BACKUP_MISSING and PITR_FAILED. */
export const verifyMoment = (
  request: VerifyRequest,
  {manifest, moment}: {manifest: Manifest; moment: Date},
  needs: VerifyNeeds,
): Promise<ProofOutcome> => {
  const {name, part, who} = request;
  const {store, clock, voice, end} = needs;
  const taken = `Another proof of ${name} is under way here`;
  return alone({file: needs.lockOf(name), who, taken, where: name}, needs, async () => {
    const {steps} = planMoment(request, {manifest, moment}, needs);
    const begun = clock.elapsed();
    let proof: ProofOutcome | undefined;
    const proofName = composeProjectName('countable-proof', name, ...(part === undefined ? [] : [part]));
    const label = `${LABEL}=${proofName}-moment`;
    await carryOut(
      steps,
      async () => {
        const moments = await proveMoments({project: name, manifest, label, moment}, needs);
        const differences = moments.flatMap(one => one.differences);
        proof = {
          bucket: store.bucket.name,
          key: `${pitrPrefix(name)}`,
          verdict: differences.length === 0 ? 'proven' : 'failed',
          differences,
          restoreMs: moments.reduce((sum, {restoreMs}) => sum + restoreMs, 0),
          durationMs: Math.round(clock.elapsed() - begun),
          moments,
        };
      },
      {voice, end},
    );
    if (proof === undefined) throw new UserError('PITR_FAILED', `Of ${name} no moment is kept.`);
    refuseLost(proof);
    return proof;
  });
};
