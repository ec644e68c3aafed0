import type {Bucket} from '../archive/bucket.ts';
import {type KeptArchive, olderArchives} from '../archive/inventory.ts';
import {mayHold} from '../archive/legacy.ts';
import {createObjectStore, type ObjectStore} from '../outside/s3.ts';
import {severalAtOnce} from '../outside/severalAtOnce.ts';
import type {OlderPlace} from '../settings/settings.ts';

export type Listed = Pick<ObjectStore, 'bucket' | 'list' | 'folders' | 'directly'>;

/** A place in which older scripts left archives. */
export interface OlderStore<Store extends Listed = Listed> {
  store: Store;
  /** What stands before the names of projects. */
  prefix: string;
}

/** Requests at once: S3 answers many, and each answer is up to a megabyte of memory. */
export const AT_ONCE = 4;

/** `store`: of the bucket of backups, in which they are where no other is named. */
export const olderStores = (
  places: readonly OlderPlace[],
  store: ObjectStore,
  signal: AbortSignal,
): OlderStore<ObjectStore>[] =>
  places.map(({prefix, bucket: name, region}) => ({
    prefix,
    store: name === undefined ? store : createObjectStore(otherBucket(store.bucket, name, region), signal),
  }));

/** At the same server, and with nothing of how ours is written to: evidence is all that is written there. */
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

/** What older scripts left of a project: in folders of it or of a month, or beside them; never all of a bucket that many share. */
export const olderOf = async (project: string, {store, prefix}: OlderStore): Promise<KeptArchive[]> => {
  const folders = (await store.folders(prefix)).filter(folder => mayHold(folder, project));
  const beginnings = [...folders.map(folder => `${folder}/`), `${project}.`, `${project}-dump.`];
  const lists = await severalAtOnce(beginnings, AT_ONCE, beginning => store.list(`${prefix}${beginning}`));
  return olderArchives(lists.flat(), prefix)
    .filter(one => one.project === project)
    .map(one => placed(one, store));
};

/** The same of all projects: of each the newest, and how many there are. */
export const newestOlder = async (
  places: readonly OlderStore[],
): Promise<Map<string, {newest: KeptArchive; count: number}>> => {
  const found = new Map<string, {newest: KeptArchive; count: number}>();
  for (const {store, prefix} of places) {
    const keep = (archives: readonly KeptArchive[]): void => {
      for (const one of archives.map(archive => placed(archive, store))) {
        const {newest = one, count = 0} = found.get(one.project) ?? {};
        found.set(one.project, {newest: newest.at >= one.at ? newest : one, count: count + 1});
      }
    };
    keep(olderArchives(await store.directly(prefix), prefix));
    await severalAtOnce(await store.folders(prefix), AT_ONCE, async folder => {
      keep(olderArchives(await store.list(`${prefix}${folder}/`), prefix));
    });
  }
  return found;
};

const placed = (archive: KeptArchive, {bucket}: Listed): KeptArchive => ({
  ...archive,
  ...(archive.older && {older: {...archive.older, bucket: bucket.name}}),
});
