import {plainAt} from '../archive/at.ts';
import {inventoryOf, type KeptArchive, newestFirst} from '../archive/inventory.ts';
import {prefixOf, stampOf} from '../archive/key.ts';
import {legacyNameIn} from '../archive/legacy.ts';
import {olderOf, type OlderStore} from '../dumps/olderPlaces.ts';
import type {ObjectStore} from '../outside/s3.ts';
import {isMeant, type Wanted} from './choice.ts';

/** An archive that an older script left, and where. */
export interface ChosenOlder {
  archive: KeptArchive;
  store: ObjectStore;
}

/** The one that is meant, where that is none of ours: by its key or day, or as the newest where there are none of ours at all. */
export const chooseOlder = async (
  {project, part, at}: Wanted,
  {store, older}: {store: Pick<ObjectStore, 'list'>; older: readonly OlderStore<ObjectStore>[]},
): Promise<ChosenOlder | undefined> => {
  if (part !== undefined || older.length === 0) return undefined;
  const ours = inventoryOf(project, await store.list(prefixOf(project))).archives;
  if (ours.some(one => one.part === undefined && (at === undefined || isMeant(one, at)))) return undefined;
  const found = new Map<KeptArchive, ChosenOlder>();
  for (const place of older)
    for (const archive of await olderOf(project, place)) {
      if (at === undefined || isOlderMeant(archive, {at, prefix: place.prefix}))
        found.set(archive, {archive, store: place.store});
    }
  const [newest] = newestFirst([...found.keys()]);
  return newest && found.get(newest);
};

/** By its key, or by what the time begins with that its name or S3 tells. */
export const isOlderMeant = (
  {key, at: moment}: KeptArchive,
  {at, prefix}: {at: string; prefix: string},
): boolean => {
  const wanted = plainAt(at);
  const stamps = [moment, legacyNameIn(key, prefix)?.at ?? moment].map(stampOf);
  return (
    key === at ||
    key.endsWith(`/${at}`) ||
    stamps.some(stamp => stamp.startsWith(wanted) || stamp.replaceAll('-', '').startsWith(wanted))
  );
};
