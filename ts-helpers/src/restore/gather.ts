import path from 'node:path';
import {prove} from '../archive/commands.ts';
import type {KeptArchive} from '../archive/inventory.ts';
import {signedIn} from '../archive/evidence.ts';
import {besideKey, prefixOf, stampOf} from '../archive/key.ts';
import {madeAt, misdated} from '../archive/misdated.ts';
import {partOf} from '../archive/part.ts';
import {gatherProject, type ProjectNeeds} from '../backup/gather.ts';
import type {OutsideTools} from '../backup/outside.ts';
import {type BackupFacts, planBackup} from '../backup/plan.ts';
import {UserError} from '../errors/userError.ts';
import type {Clock} from '../outside/clock.ts';
import type {Docker} from '../outside/docker.ts';
import type {ObjectStore} from '../outside/s3.ts';
import {momentIn} from '../archive/pointInTime.ts';
import {archivesOf, atOf, choose, missing, type Wanted} from '../verify/choice.ts';
import {requireKey} from '../verify/keys.ts';
import {manifestOf} from '../verify/manifests.ts';
import {archiveOf} from '../verify/moment.ts';
import type {Project} from '../workspace/project.ts';
import {looked, placed} from './gather/places.ts';
import {type DumpGatherNeeds, type FoundDump, givenDump, olderDump} from './gather/dump.ts';
import {gatherMoment, type MomentGatherNeeds} from './gather/moment.ts';
import {
  type ArchiveFacts,
  type DumpFacts,
  heldAt,
  heldInDump,
  type MomentFacts,
  type RestoreFacts,
} from './plan.ts';

export {looked} from './gather/places.ts';

export interface RestoreGatherNeeds
  extends
    Omit<ProjectNeeds, 'docker'>,
    Omit<MomentGatherNeeds, 'docker' | 'store' | 'encrypting'>,
    Omit<DumpGatherNeeds, 'store' | 'encrypting'> {
  encrypting: MomentGatherNeeds['encrypting'] & DumpGatherNeeds['encrypting'];
  docker: ProjectNeeds['docker'] & MomentGatherNeeds['docker'] & Pick<Docker, 'volumeFolder'>;
  store: MomentGatherNeeds['store'] & Pick<ObjectStore, 'list' | 'readText' | 'bucket'>;
  clock: Pick<Clock, 'now'>;
  /** For databases that are no services. */
  tools: OutsideTools;
}

export interface RestoreRequest {
  project: Project;
  environment: string;
  /** A key, its name, or how its time begins; a moment; a file, or `-`; default: the newest that is proven. */
  at: string | undefined;
  /** In which names of files are. */
  folder: string;
  /** The only service whose data is restored. */
  only: string | undefined;
  who: string;
  /** The last one that was carried out here is undone. */
  isUndo: boolean;
}

/** What of a project trades places when a restore is undone, and where its servers are found. */
export const gatherHere = async (
  project: Project,
  environment: string,
  needs: RestoreGatherNeeds,
): Promise<{
  here: Pick<
    RestoreFacts,
    'project' | 'environment' | 'composeProject' | 'model' | 'containers' | 'files' | 'now'
  >;
  found: BackupFacts;
}> => {
  const {facts: found} = await gatherProject(project, environment, needs);
  const now = needs.clock.now();
  const {files} = planBackup(found, now);
  const {project: name, composeProject, model, containers} = found;
  return {
    here: {
      ...{project: name, environment, composeProject, model, containers, now},
      files: await Promise.all(files.map(one => placed(one, needs))),
    },
    found,
  };
};

/** What of a project trades places here: all that a plan needs to know besides what is restored. */
export type Here = Omit<RestoreFacts, 'source' | 'manifest'> & {instance?: string | undefined};

/** Throws what a backup's gathering throws. */
export const gatherPlaces = async (
  {project, environment, only}: Pick<RestoreRequest, 'project' | 'environment' | 'only'>,
  needs: RestoreGatherNeeds,
): Promise<Here> => {
  const {facts} = await gatherProject(project, environment, needs);
  const {project: name, instance, composeProject, model, containers} = facts;
  const now = needs.clock.now();
  const {servers: found, files} = planBackup(facts, now);
  const servers = await needs.tools.withTools(found, facts);
  return {
    project: name,
    instance,
    folder: facts.folder,
    environment,
    composeProject,
    only,
    servers: await Promise.all(servers.map(server => looked(server, containers, needs))),
    files: await Promise.all(files.map(one => placed(one, needs))),
    model,
    containers,
    now,
  };
};

/** What is restored, and what runs here. Throws BACKUP_MISSING, BACKUP_KEY_MISSING, BACKUP_BROKEN, BACKUP_NEWER, PITR_GAP and what a backup's gathering throws. */
export const gatherRestore = async (
  request: RestoreRequest,
  needs: RestoreGatherNeeds,
): Promise<ArchiveFacts | DumpFound | MomentFacts> => {
  const {environment, only} = request;
  const given = await givenDump({at: request.at, from: request.folder}, needs);
  if (given !== undefined) return dumpFound(given, await gatherPlaces(request, needs));
  const at = atOf(request.at);
  const {instance, ...here} = await gatherPlaces(request, needs);
  const {project: name, composeProject, now} = here;
  const part = partOf({environment, instance});
  const moment = at === undefined ? undefined : momentIn(at);
  const archive = moment && (await archiveOf({name, part}, moment, needs));
  if (moment && archive) {
    const wanted = {project: name, composeProject, moment, only, now};
    const source = await gatherMoment(wanted, {...archive, servers: here.servers}, needs);
    return {...here, source, manifest: heldAt(source, archive.manifest)};
  }
  const meant = moment === undefined ? at : stampOf(moment);
  const older = await olderDump({project: name, part, at: meant, from: request.folder}, needs);
  if (older !== undefined) return dumpFound(older, here);
  return {
    ...here,
    ...(await archived({project: name, part, at: meant}, needs)),
  };
};

/** A dump, and how it is read: once. */
export interface DumpFound extends DumpFacts {
  read: FoundDump['read'];
}

const dumpFound = ({source, read}: FoundDump, here: Here): DumpFound => ({
  ...here,
  source,
  manifest: heldInDump(source, here),
  read,
});

/** The newest proven one, unless another is meant. Throws BACKUP_MISSING, or REFRESH_UNPROVEN; BACKUP_KEY_MISSING, BACKUP_BROKEN and BACKUP_NEWER. */
export const archived = async (
  wanted: Wanted & {provenOnly?: boolean},
  needs: RestoreGatherNeeds,
): Promise<Pick<ArchiveFacts, 'source' | 'manifest'>> => {
  const archive = await chosen(wanted, needs.store);
  await requireKey(archive, needs);
  const {key, size, verdict} = archive;
  const isMisdated = misdated(archive) !== undefined;
  const proof = verdict === 'proven' ? await proofOf(key, needs.store) : undefined;
  return {
    source: {
      ...{bucket: needs.store.bucket.name, key, size, at: madeAt(archive), isMisdated, verdict},
      ...(proof && {proof}),
    },
    manifest: await manifestOf(key, needs.store),
  };
};

/** Undefined where the evidence cannot be read. */
const proofOf = async (
  key: string,
  {readText}: Pick<RestoreGatherNeeds['store'], 'readText'>,
): Promise<ArchiveFacts['source']['proof']> => {
  const signed = signedIn(await readText(besideKey(key, 'proven')));
  if (signed === undefined) return undefined;
  const {sha256, servers} = signed.evidence;
  return {sha256, images: Object.fromEntries(servers.map(({service, imageId}) => [service, imageId]))};
};

/** The newest that is proven, unless another is meant. Throws BACKUP_MISSING. */
const chosen = async (
  wanted: Wanted & {provenOnly?: boolean},
  store: RestoreGatherNeeds['store'],
): Promise<KeptArchive> => {
  if (wanted.at !== undefined) return (await choose(wanted, store)).object;
  const all = await archivesOf(wanted, store);
  const proven = all.find(({verdict}) => verdict === 'proven');
  if (proven !== undefined) return proven;
  throw all[0] === undefined ? missing(wanted, store) : noneProven(wanted, all[0], store);
};

const noneProven = (
  {project, part, provenOnly}: Wanted & {provenOnly?: boolean},
  {key}: KeptArchive,
  {bucket}: Pick<RestoreGatherNeeds['store'], 'bucket'>,
): UserError => {
  const place = `s3://${bucket.name}/${prefixOf(project)}`;
  const advice = `Prove one (${prove({project, part})})`;
  return new UserError(
    provenOnly ? 'REFRESH_UNPROVEN' : 'BACKUP_MISSING',
    `No backup of ${project} in ${place} is proven.`,
    {
      where: place,
      remedy: provenOnly
        ? `${advice}.`
        : `${advice}, or name one all the same: --at ${path.posix.basename(key)}`,
    },
  );
};
