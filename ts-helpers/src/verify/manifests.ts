import type {KeptArchive} from '../archive/inventory.ts';
import {besideKey} from '../archive/key.ts';
import type {Manifest} from '../archive/manifest.ts';
import {readManifest, unreadBecause} from '../archive/manifestRead.ts';
import {UserError} from '../errors/userError.ts';
import type {ObjectStore} from '../outside/s3.ts';

type Store = Pick<ObjectStore, 'readText' | 'bucket'>;

/** The manifest that lies beside an archive, or why there is none that counts: that tells of the backup. */
export type FoundManifest = {manifest: Manifest} | {unread: string};

/** Throws BACKUP_NEWER. */
export const findManifest = async (key: string, {readText, bucket}: Store): Promise<FoundManifest> => {
  const text = await readText(besideKey(key, 'manifest'));
  const read = readManifest(text ?? '');
  if (read.is === 'manifest') return {manifest: read.manifest};
  if (read.is === 'newer') throw newer(read.format, `s3://${bucket.name}/${key}`);
  return {unread: unreadBecause(text) ?? read.why};
};

export const newer = (format: number, where: string): UserError =>
  new UserError('BACKUP_NEWER', `Its manifest is of format ${format}, and this version knows format 1.`, {
    where,
  });

/** The same for who can do nothing without. Throws BACKUP_BROKEN and BACKUP_NEWER. */
export const manifestOf = async (key: string, store: Store): Promise<Manifest> => {
  const found = await findManifest(key, store);
  if ('manifest' in found) return found.manifest;
  throw new UserError('BACKUP_BROKEN', `${key}: ${found.unread}.`, {
    where: `s3://${store.bucket.name}/${besideKey(key, 'manifest')}`,
  });
};

/** The newest proven one of those before it that can be compared with, and those that were passed over. */
export const comparedWith = async (
  before: readonly KeptArchive[],
  store: Store,
): Promise<{manifest: Manifest | undefined; passedOver: string[]}> => {
  const passedOver: string[] = [];
  for (const {key, verdict} of before) {
    if (verdict !== 'proven') continue;
    const found = await findManifest(key, store);
    if ('manifest' in found) return {manifest: found.manifest, passedOver};
    passedOver.push(`${key}: ${found.unread}`);
  }
  return {manifest: undefined, passedOver};
};

/** What counts for one of which nothing is known but its name: no server and no file of it can be restored. */
export const unreadManifest = (
  {project, at}: Pick<KeptArchive, 'project' | 'at'>,
  environment: string,
): Manifest => ({
  format: 1,
  project,
  environment,
  at: at.toISOString(),
  completedAt: at.toISOString(),
  compression: 'zst',
  recipients: [],
  commit: null,
  by: '',
  servers: [],
  files: [],
  leftOut: [],
});
