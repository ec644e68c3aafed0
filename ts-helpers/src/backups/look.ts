import {
  inventoryOf,
  type KeptArchive,
  newestFirst,
  olderArchives,
  proofBeside,
} from '../archive/inventory.ts';
import {prefixOf} from '../archive/key.ts';
import {mayHold} from '../archive/legacy.ts';
import {type Proof, proofIn} from '../archive/proof.ts';
import type {ObjectStore} from '../outside/s3.ts';
import {severalAtOnce} from '../outside/severalAtOnce.ts';

type Listed = Pick<ObjectStore, 'list' | 'folders' | 'directly'>;

/** A place in which older scripts left archives. */
export interface OlderStore {
  store: Listed;
  /** What stands before the names of projects. */
  prefix: string;
}

export interface LookNeeds {
  store: Listed & Pick<ObjectStore, 'readText'>;
  older: readonly OlderStore[];
}

/** Requests at once: S3 answers many, and each answer is up to a megabyte of memory. */
export const AT_ONCE = 4;

/** Archives of a project, the newest first; with those that older scripts left. */
export const archivesOf = async (project: string, {store, older}: LookNeeds): Promise<KeptArchive[]> => {
  const [objects, ...left] = await Promise.all([
    store.list(prefixOf(project)),
    ...older.map(place => olderOf(project, place)),
  ]);
  return newestFirst([...inventoryOf(project, objects).archives, ...left.flat()]);
};

/** In folders of the project or of a month, or beside them: never all of a bucket that many share. */
const olderOf = async (project: string, {store, prefix}: OlderStore): Promise<KeptArchive[]> => {
  const folders = (await store.folders(prefix)).filter(folder => mayHold(folder, project));
  const beginnings = [...folders.map(folder => `${folder}/`), `${project}.`, `${project}-dump.`];
  const lists = await severalAtOnce(beginnings, AT_ONCE, beginning => store.list(`${prefix}${beginning}`));
  return olderArchives(lists.flat(), prefix).filter(one => one.project === project);
};

/** All that older scripts left, by project; of each the newest, and how many there are. */
export const newestOlder = async (
  places: readonly OlderStore[],
): Promise<Map<string, {newest: KeptArchive; count: number}>> => {
  const found = new Map<string, {newest: KeptArchive; count: number}>();
  const keep = (archives: readonly KeptArchive[]): void => {
    for (const one of archives) {
      const {newest = one, count = 0} = found.get(one.project) ?? {};
      found.set(one.project, {newest: newest.at >= one.at ? newest : one, count: count + 1});
    }
  };
  for (const {store, prefix} of places) {
    keep(olderArchives(await store.directly(prefix), prefix));
    await severalAtOnce(await store.folders(prefix), AT_ONCE, async folder => {
      keep(olderArchives(await store.list(`${prefix}${folder}/`), prefix));
    });
  }
  return found;
};

/** What the evidence beside an archive tells. Undefined where there is none that can be read. */
export const proofOf = async (
  archive: KeptArchive,
  {store}: Pick<LookNeeds, 'store'>,
): Promise<Proof | undefined> => {
  const evidence = proofBeside(archive);
  return evidence && proofIn(await store.readText(evidence.key));
};
