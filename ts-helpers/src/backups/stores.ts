import {olderStores, type OlderStore} from '../dumps/olderPlaces.ts';
import {createObjectStore, type ObjectStore} from '../outside/s3.ts';
import {bucketOf} from '../project/bucket.ts';
import type {BackupSettings} from '../settings/settings.ts';

export interface Stores {
  store: ObjectStore;
  older: OlderStore<ObjectStore>[];
  /** To which what is proven is copied. */
  copies: ObjectStore[];
}

/** The bucket of backups, and those in which older scripts left theirs. Throws BACKUP_NOT_SET_UP. */
export const storesOf = (settings: 'none' | BackupSettings, signal: AbortSignal): Stores => {
  const store = createObjectStore(bucketOf({backup: settings}), signal);
  const {older = [], copies = []} = settings === 'none' ? {} : settings;
  return {
    store,
    older: olderStores(older, store, signal),
    copies: copies.map(one => createObjectStore(one, signal)),
  };
};
