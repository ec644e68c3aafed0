import {inventoryOf, type KeptArchive, newestFirst, proofBeside} from '../archive/inventory.ts';
import {prefixOf} from '../archive/key.ts';
import {type Proof, proofIn} from '../archive/proof.ts';
import {type Listed, olderOf, type OlderStore} from '../dumps/olderPlaces.ts';
import type {ObjectStore} from '../outside/s3.ts';

type Read = Listed & Pick<ObjectStore, 'readText'>;

export interface LookNeeds {
  store: Read;
  older: readonly OlderStore<Read>[];
}

/** Archives of a project, the newest first; with those that older scripts left. */
export const archivesOf = async (project: string, {store, older}: LookNeeds): Promise<KeptArchive[]> => {
  const [objects, ...left] = await Promise.all([
    store.list(prefixOf(project)),
    ...older.map(place => olderOf(project, place)),
  ]);
  return newestFirst([...inventoryOf(project, objects).archives, ...left.flat()]);
};

/** What the evidence beside an archive tells. Undefined where there is none that can be read. */
export const proofOf = async (
  archive: KeptArchive,
  {store, older}: LookNeeds,
): Promise<Proof | undefined> => {
  const evidence = proofBeside(archive);
  const bucket = archive.older?.bucket;
  const place = bucket === undefined ? store : older.find(one => one.store.bucket.name === bucket)?.store;
  return evidence && proofIn(await place?.readText(evidence.key));
};
