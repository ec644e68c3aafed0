import {placeName} from '../archive/copies.ts';
import {inventoryOf} from '../archive/inventory.ts';
import {prefixOf} from '../archive/key.ts';
import type {Manifest} from '../archive/manifest.ts';
import type {Keep} from '../archive/retention.ts';
import {isStop, UserError} from '../errors/userError.ts';
import {type Deployed, type DeployedNeeds, readDeployed} from '../deploy/deployed.ts';
import type {OlderStore} from '../dumps/olderPlaces.ts';
import type {Clock} from '../outside/clock.ts';
import type {Docker} from '../outside/docker.ts';
import type {Files} from '../outside/files.ts';
import type {Locks} from '../outside/lock.ts';
import type {ObjectStore} from '../outside/s3.ts';
import type {Signature} from '../outside/signing.ts';
import type {Unpacking} from '../outside/unpacking.ts';
import {composeProjectName, projectLabel} from '../project/conventions.ts';
import type {Voice} from '../run/voice.ts';
import type {Project} from '../workspace/project.ts';
import {VERIFY_SQL} from './act/sql.ts';
import {choose, type Chosen} from './choice.ts';
import {requireKey} from './keys.ts';
import {comparedWith, findManifest, unreadManifest} from './manifests.ts';
import {type PlannedCopies, planCopies} from './plan/copies.ts';
import {type NotTried, proofProject, type ProofProject} from './plan/services.ts';
import type {ProveNeeds} from './prove.ts';
import type {MomentNeeds} from './act/moments.ts';

export interface VerifyNeeds
  extends
    Omit<ProveNeeds, 'docker' | 'compose' | 'files' | 'voice' | 'store' | 'clock'>,
    Omit<DeployedNeeds, 'voice'> {
  docker: ProveNeeds['docker'] & MomentNeeds['docker'] & Pick<Docker, 'containers'>;
  compose: ProveNeeds['compose'] & DeployedNeeds['compose'];
  files: ProveNeeds['files'] & DeployedNeeds['files'] & Pick<Files, 'readInside'>;
  voice: Voice;
  store: ObjectStore;
  /** Where older scripts left theirs. */
  older: readonly OlderStore<ObjectStore>[];
  unpacking: Unpacking;
  /** Buckets to which what is proven is copied. */
  copies: readonly ObjectStore[];
  clock: Clock;
  readAccess: MomentNeeds['readAccess'];
  certificates: MomentNeeds['certificates'];
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
  /** Where every moment is kept, the last is brought back as well. */
  moments: boolean;
  /** Percent that may be missing. */
  shrink: number;
  /** How many are kept, and copied; undefined where none are. */
  keep: Keep | undefined;
  /** Where services are to be started on it; undefined where it is not the project of this folder. */
  project: Project | undefined;
  /** Whether they are. */
  web: boolean;
  /** Of the server that one of an older script is restored into; default: that of the service. */
  image: string | undefined;
}

export interface Gathered extends Chosen {
  manifest: Manifest;
  /** Why nothing tells what it holds: it counts as none. */
  unread: string | undefined;
  project: ProofProject | NotTried;
  sql: string | undefined;
  before: {manifest: Manifest; percent: number} | undefined;
  copies: PlannedCopies[];
  /** Of what is made on this machine. */
  proofName: string;
}

/** Throws BACKUP_MISSING, BACKUP_KEY_MISSING and BACKUP_NEWER. */
export const gather = async (request: VerifyRequest, needs: VerifyNeeds): Promise<Gathered> => {
  const {name, part, at} = request;
  const {store, files} = needs;
  const chosen = await choose({project: name, part, at}, store);
  await requireKey(chosen.object, needs);
  const found = await findManifest(chosen.key, store);
  const proofName = composeProjectName('countable-proof', name, ...(part === undefined ? [] : [part]));
  if ('unread' in found)
    return {
      ...{...chosen, copies: [], proofName, sql: undefined, before: undefined, unread: found.unread},
      manifest: unreadManifest(chosen.object, request.environment),
      project: {why: found.unread},
    };
  const {manifest} = found;
  const {workspace} = request.project ?? {};
  return {
    ...{...chosen, manifest, proofName, unread: undefined},
    copies: await copiesOf(request, chosen, needs),
    project: await projectOn(manifest, request, {network: proofName, needs}),
    sql: workspace === undefined ? undefined : await files.readInside(workspace, VERIFY_SQL),
    before: await beforeOf(request, chosen, needs),
  };
};

/** What it may not hold much less than; undefined where there is nothing, or that is meant. */
const beforeOf = async (
  {accepts, shrink: percent}: VerifyRequest,
  {earlier}: Chosen,
  {store, voice}: Pick<VerifyNeeds, 'store' | 'voice'>,
): Promise<Gathered['before']> => {
  if (accepts) return undefined;
  const {manifest, passedOver} = await comparedWith(earlier, store);
  for (const one of passedOver) voice.warn(`It is not compared with ${one}`);
  return manifest && {manifest, percent};
};

/** Where a bucket of copies does not answer, what has to be copied there is not known beyond this one. */
const copiesOf = (
  {name: project, keep = NEWEST}: VerifyRequest,
  {key, archives}: Chosen,
  {copies}: Pick<VerifyNeeds, 'copies'>,
): Promise<PlannedCopies[]> =>
  Promise.all(
    copies.map(async ({bucket, list}) => {
      const place = placeName(bucket);
      try {
        const copied = inventoryOf(project, await list(prefixOf(project))).archives;
        return planCopies({key, archives, keep, place, copied});
      } catch (error) {
        if (isStop(error) || !(error instanceof UserError)) throw error;
        return {place, keys: [key], unseen: error.message};
      }
    }),
  );

const NEWEST: Keep = {daily: 1, weekly: 0, monthly: 0};

const projectOn = async (
  manifest: Manifest,
  {project, environment, web}: VerifyRequest,
  {network, needs}: {network: string; needs: VerifyNeeds},
): Promise<ProofProject | NotTried> => {
  if (!web) return {why: '`backup: {proof: {web}}` says so'};
  if (project === undefined) return {why: 'it is not the project of this folder'};
  const deployed = await deployedOr(project, environment, needs);
  if (deployed === undefined) return {why: 'the project is not checked out or deployed here'};
  const {model, composeProject, folder} = deployed;
  const containers = await needs.docker.containers([
    projectLabel(composeProject),
    'com.docker.compose.oneoff=False',
  ]);
  return proofProject({model, containers, manifest, folder, network});
};

/** Where it is only restored, nothing of the project need be there. */
export const deployedOr = async (
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
