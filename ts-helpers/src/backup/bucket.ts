import {UserError} from '../errors/userError.ts';
import type {Bucket} from '../outside/s3.ts';
import type {BackupSettings} from '../settings/settings.ts';

/** Throws BACKUP_NOT_SET_UP. */
export const bucketOf = (settings: 'none' | BackupSettings): Bucket => {
  if (settings !== 'none' && settings.bucket !== undefined) return settings.bucket;
  throw new UserError('BACKUP_NOT_SET_UP', 'Nothing tells which bucket backups go to.');
};
