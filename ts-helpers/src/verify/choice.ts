import {couldName, plainAt} from '../archive/at.ts';
import {inventoryOf, type KeptArchive} from '../archive/inventory.ts';
import {archiveNameIn, prefixOf, stampOf} from '../archive/key.ts';
import {UserError} from '../errors/userError.ts';
import type {ObjectStore} from '../outside/s3.ts';

export interface Wanted {
  project: string;
  /** `kmc`, `stage`: what of the project. */
  part: string | undefined;
  /** A key, its name, or the beginning of its time; default: the newest. */
  at: string | undefined;
}

export interface Chosen {
  key: string;
  object: KeptArchive;
  /** Of this part, the newest first, with this one. */
  archives: readonly KeptArchive[];
  /** Of these, those that are older. */
  earlier: readonly KeptArchive[];
}

export const LATEST = 'latest';

/** Which archive a word names; undefined: the newest. Throws BAD_ARGUMENT for what names none. */
export const atOf = (at: string | undefined, where = '--at'): string | undefined => {
  if (at === undefined || at === LATEST) return undefined;
  if (couldName(at)) return at;
  throw new UserError('BAD_ARGUMENT', `${JSON.stringify(at)} is no time, and no name of a backup.`, {
    where,
    remedy: `Say how its time begins, in UTC (2026-11-27, 2026-11-27T14, 2026-11-27T14:26:52Z), its name as countable backups lists it, or ${LATEST}.`,
  });
};

type Listing = Pick<ObjectStore, 'list' | 'bucket'>;

/** Of one part of a project, the newest first. */
export const archivesOf = async (
  {project, part}: Omit<Wanted, 'at'>,
  {list}: Pick<Listing, 'list'>,
): Promise<KeptArchive[]> =>
  inventoryOf(project, await list(prefixOf(project))).archives.filter(one => one.part === part);

/** The archive that is meant. Throws BACKUP_MISSING. */
export const choose = async (wanted: Wanted, store: Listing): Promise<Chosen> => {
  const {at} = wanted;
  const archives = await archivesOf(wanted, store);
  const found = archives.findIndex(one => at === undefined || isMeant(one, at));
  const object = archives[found];
  if (object === undefined) throw missing(wanted, store);
  return {key: object.key, object, archives, earlier: archives.slice(found + 1)};
};

export const missing = (
  {project, at}: Omit<Wanted, 'part'>,
  {bucket}: Pick<Listing, 'bucket'>,
): UserError => {
  const which = at === undefined ? 'no backup' : `no backup of ${at}`;
  const place = `s3://${bucket.name}/${prefixOf(project)}`;
  return new UserError('BACKUP_MISSING', `There is ${which} of ${project} in ${place}.`, {where: place});
};

/** By its key, or by what its time begins with, in its name or by S3: `2026-11-27`, `2026-11-27T14`. */
export const isMeant = ({key, at: moment}: Pick<KeptArchive, 'key' | 'at'>, at: string): boolean => {
  const stamps = [moment, archiveNameIn(key)?.at ?? moment].map(stampOf);
  const wanted = plainAt(at);
  return (
    key === at ||
    key.endsWith(`/${at}`) ||
    stamps.some(stamp => stamp.startsWith(wanted) || stamp.replaceAll('-', '').startsWith(wanted))
  );
};
