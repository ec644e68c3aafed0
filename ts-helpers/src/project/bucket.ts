import {UserError} from '../errors/userError.ts';
import type {Settings} from '../settings/settings.ts';

/** Where backups are kept. Throws BACKUP_NOT_SET_UP. */
export const bucketOf = ({backup}: Pick<Settings, 'backup'>) => {
  if (backup !== 'none' && backup.bucket !== undefined) return backup.bucket;
  throw new UserError('BACKUP_NOT_SET_UP', 'Nothing tells which bucket backups go to.');
};
