import type {Settings} from '../../../ts-helpers/src/settings/settings.ts';
import type {BackupOutcome} from '../../../ts-helpers/src/result/backup.ts';
import {resolveSettings} from '../../../ts-helpers/src/workspace/settings.ts';

/** Keys in the shape of age's. */
export const RECIPIENTS: readonly string[] = ['a', 'b'].map(letter => `age1${letter.repeat(58)}`);

/** Where the organisation says more of backups than which bucket they go to. */
export const backedUp = (more: object = {}, options: Record<string, unknown> = {}): Settings =>
  resolveSettings({
    organisation: {path: 'org.yml', text: JSON.stringify({backup: {bucket: 'backups', ...more}})},
    options,
  });

export const stored = (more: Partial<BackupOutcome> = {}): BackupOutcome => ({
  bucket: 'backups',
  key: 'backups/shop/2026-11-27.tar.zst',
  at: '2026-11-27T02:17:00.000Z',
  size: 1_400_000_000,
  read: 5_600_000_000,
  databases: 2,
  tables: 31,
  rows: 70_000,
  files: 12,
  recipients: 2,
  ...more,
});
