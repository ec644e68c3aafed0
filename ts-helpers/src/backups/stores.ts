import {bucketOf} from '../project/bucket.ts';
import {type Bucket, createObjectStore, type ObjectStore} from '../outside/s3.ts';
import type {BackupSettings} from '../settings/settings.ts';
import type {OlderStore} from './look.ts';

export interface Stores {
  store: ObjectStore;
  older: OlderStore[];
  /** To which what is proven is copied. */
  copies: ObjectStore[];
}

/** The bucket of backups, and those in which older scripts left theirs. Throws BACKUP_NOT_SET_UP. */
export const storesOf = (settings: 'none' | BackupSettings, signal: AbortSignal): Stores => {
  const bucket = bucketOf({backup: settings});
  const store = createObjectStore(bucket, signal);
  const places = settings === 'none' ? [] : settings.older;
  return {
    store,
    older: places.map(({prefix, bucket: name, region}) => ({
      prefix,
      store: name === undefined ? store : createObjectStore(otherBucket(bucket, name, region), signal),
    })),
    copies: settings === 'none' ? [] : settings.copies.map(one => createObjectStore(one, signal)),
  };
};

/** At the same server, and with nothing of how ours is written to: it is only read. */
const otherBucket = ({endpoint, pathStyle, profile, ...ours}: Bucket, name: string, own?: string): Bucket => {
  const region = own ?? ours.region;
  return {
    name,
    ...(region !== undefined && {region}),
    ...(endpoint !== undefined && {endpoint}),
    ...(profile !== undefined && {profile}),
    ...(pathStyle !== undefined && {pathStyle}),
  };
};
