import {archiveNameIn, besideIn, prefixOf, stampOf} from '../archive/key.ts';
import {UserError} from '../errors/userError.ts';
import type {ObjectStore, StoredObject} from '../outside/s3.ts';

export interface Wanted {
  project: string;
  /** `kmc`, `stage`: what of the project. */
  part: string | undefined;
  /** A key, its name, or the beginning of its time; default: the newest. */
  at: string | undefined;
}

export interface Chosen {
  key: string;
  object: StoredObject;
  /** The newest one before it that is proven. */
  provenBefore: string | undefined;
}

/** The archive that is meant. Throws BACKUP_MISSING. */
export const choose = async (
  {project, part, at}: Wanted,
  {list, bucket}: Pick<ObjectStore, 'list' | 'bucket'>,
): Promise<Chosen> => {
  const objects = await list(prefixOf(project));
  const proven = new Set(
    objects.flatMap(({key}) => {
      const beside = besideIn(key);
      return beside?.what === 'proven' ? [beside.archive] : [];
    }),
  );
  const archives = objects
    .filter(({key}) => archiveNameIn(key)?.part === part && archiveNameIn(key) !== undefined)
    .sort((one, other) => (one.key < other.key ? 1 : -1));
  const found = archives.findIndex(({key}) => at === undefined || isMeant(key, at));
  const object = archives[found];
  if (object === undefined) {
    const which = at === undefined ? 'no backup' : `no backup of ${at}`;
    throw new UserError(
      'BACKUP_MISSING',
      `There is ${which} of ${project} in s3://${bucket.name}/${prefixOf(project)}.`,
      {
        where: `s3://${bucket.name}/${prefixOf(project)}`,
      },
    );
  }
  const provenBefore = archives.slice(found + 1).find(({key}) => proven.has(key))?.key;
  return {key: object.key, object, provenBefore};
};

/** By its key, or by what its time begins with: `2026-11-27`, `2026-11-27T14`. */
export const isMeant = (key: string, at: string): boolean => {
  const stamp = stampOf(archiveNameIn(key)?.at ?? new Date(0));
  const wanted = at.replaceAll(':', '');
  return (
    key === at ||
    key.endsWith(`/${at}`) ||
    stamp.startsWith(wanted) ||
    stamp.replaceAll('-', '').startsWith(wanted)
  );
};
