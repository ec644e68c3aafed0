import path from 'node:path';
import {besideKey} from '../../archive/key.ts';
import type {ServerManifest} from '../../archive/manifest.ts';
import {pitrPrefix, type PointInTime} from '../../archive/pointInTime.ts';
import {proofIn} from '../../archive/proof.ts';
import {insideOf} from '../../engines/container.ts';
import {ask} from '../../engines/inside.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {Pipes} from '../../outside/pipe.ts';
import type {ObjectStore} from '../../outside/s3.ts';
import {type KeptNeeds, readKept} from '../../pitr/kept.ts';
import type {MomentOf} from '../../verify/moment.ts';
import {folderLabel} from '../act/folders.ts';
import type {LiveServer, MomentServer, MomentSource} from '../plan.ts';

export interface MomentGatherNeeds extends KeptNeeds {
  store: KeptNeeds['store'] & Pick<ObjectStore, 'readText'>;
}

export interface MomentWanted {
  project: string;
  composeProject: string;
  moment: Date;
  /** The only service whose data is restored. */
  only: string | undefined;
  now: Date;
}

/** How servers come back to a moment. Throws BACKUP_MISSING and PITR_GAP where one does not. */
export const gatherMoment = async (
  wanted: MomentWanted,
  {archive, manifest, servers}: MomentOf & {servers: readonly LiveServer[]},
  needs: MomentGatherNeeds,
): Promise<MomentSource> => {
  const {project, moment} = wanted;
  const kept: MomentServer[] = [];
  for (const one of wantedServers(wanted, {archive, manifest})) {
    const stored = manifest.servers.find(({service}) => service === one.service);
    const live = servers.find(({service, kind}) => service === one.service && kind === 'postgres');
    if (stored === undefined || live?.container === undefined) throw nowhere(one, wanted);
    kept.push(await keptServer({...wanted, ...one}, {stored, container: live.container}, needs));
  }
  return {
    bucket: needs.store.bucket.name,
    key: pitrPrefix(project),
    at: moment,
    kept,
    archive: {
      key: archive.key,
      at: archive.at,
      has: [...manifest.servers.map(({service}) => service), ...manifest.files.map(({source}) => source)],
    },
    provenMs: await provenMs(archive.key, needs),
  };
};

/** Throws BACKUP_MISSING where no moment is kept. */
const wantedServers = (
  {project, moment, only}: MomentWanted,
  {archive, manifest: {pitr = []}}: MomentOf,
): PointInTime[] => {
  const wanted = pitr.filter(({service}) => only === undefined || service === only);
  if (wanted.length > 0) return wanted;
  const whose = pitr.length === 0 || only === undefined ? project : `${only} of ${project}`;
  throw new UserError(
    'BACKUP_MISSING',
    `There is no backup of ${moment.toISOString()}, and moments of ${whose} were not kept then.`,
    {
      where: archive.key,
      remedy: `The backup before it: --at ${path.posix.basename(archive.key)}. To lose a minute at most from now on: docs/how-to/point-in-time.md.`,
    },
  );
};

const nowhere = ({service}: PointInTime, {composeProject}: MomentWanted): UserError =>
  new UserError('RESTORE_NOWHERE', `${composeProject} has no PostgreSQL called ${service} that runs.`, {
    where: service,
    remedy:
      'Deploy the version of the project that had it, or restore another one: countable restore --service NAME',
  });

const keptServer = async (
  wanted: MomentWanted & PointInTime,
  {stored, container}: {stored: ServerManifest; container: NonNullable<LiveServer['container']>},
  needs: MomentGatherNeeds,
): Promise<MomentServer> => {
  const {id, image, imageId} = container;
  const order = {image, imageId, owner: stored.owner};
  const label = folderLabel(wanted.composeProject);
  const kept = await readKept({...wanted, ...order, label}, needs);
  return {...kept, ...order, engine: await engineRoom(id, needs)};
};

/** What `df` says of the container's own layer, and of the folder in which official images keep their files. */
const engineRoom = async (container: string, {pipes}: {pipes: Pipes}): Promise<MomentServer['engine']> => {
  try {
    const words = ['sh', '-c', 'df -Pk / "${PGDATA:-/}"'];
    const said = await ask(insideOf(container, 'postgres', pipes), words);
    const [own, files] = said
      .trim()
      .split('\n')
      .slice(-2)
      .map(line => line.split(/\s+/).slice(1, 4));
    const free = Number(own?.[2]) * 1024;
    return Number.isFinite(free) ? {free, isShared: own?.join() === files?.join()} : undefined;
  } catch (error) {
    if (error instanceof CommandFailed) return undefined;
    throw error;
  }
};

/** What calls itself its evidence tells of a time alone: damaged, it tells of none. */
const provenMs = async (
  key: string,
  {store}: {store: Pick<ObjectStore, 'readText'>},
): Promise<number | undefined> => {
  const proofs = proofIn(await store.readText(besideKey(key, 'proven')))?.pointInTime ?? [];
  return proofs.length === 0 || proofs.some(({differences}) => differences.length > 0)
    ? undefined
    : proofs.reduce((sum, {restoreMs}) => sum + restoreMs, 0);
};
