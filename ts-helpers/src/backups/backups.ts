import {BACKUPS, besideKey, prefixOf} from '../archive/key.ts';
import type {KeptArchive, Verdict} from '../archive/inventory.ts';
import {objectivesOf} from '../archive/objectives.ts';
import {doubted, type ManifestWord, manifestWordIn} from '../archive/proof.ts';
import {butOf} from './but.ts';
import {UserError} from '../errors/userError.ts';
import type {Clock} from '../outside/clock.ts';
import type {ObjectStore} from '../outside/s3.ts';
import {severalAtOnce} from '../outside/severalAtOnce.ts';
import {suggestion} from '../text/suggestion.ts';
import {reachedOf} from './reached.ts';
import {AT_ONCE, newestOlder} from '../dumps/olderPlaces.ts';
import {copyLook, type CopyLook, type CopyStore} from './copies.ts';
import {archivesOf, type LookNeeds, proofOf} from './look.ts';

/** An archive, as it is listed. */
export interface ShownArchive {
  key: string;
  /** ISO 8601, UTC: the moment that it is of. */
  at: string;
  size: number;
  verdict: Verdict;
  isEncrypted: boolean;
  /** Buckets in which a whole copy of it is; absent where nothing is copied. */
  copies?: string[];
  /** How long its proof took. */
  proofMs?: number;
  /** What else there is to know of it before it is relied on. */
  but?: string[];
  /** The script that left it, where it is none of ours. */
  layout?: string;
}

/** Backups of a project, or of an instance or environment of it. */
export interface ProjectBackups {
  project: string;
  part?: string;
  /** The most that would be lost, as the last week tells. */
  rpoMs?: number;
  /** How long a restore takes, as the newest proof tells. */
  rtoMs?: number;
  /** The newest first. */
  archives: ShownArchive[];
}

export interface BackupsResult {
  bucket: string;
  /** ISO 8601, UTC: ages are counted until then. */
  now: string;
  projects: ProjectBackups[];
  /** Buckets of copies that cannot be looked into, and why. */
  unseen?: {place: string; why: string}[];
}

export interface BackupsNeeds extends LookNeeds {
  store: LookNeeds['store'] & Pick<ObjectStore, 'bucket'>;
  clock: Pick<Clock, 'now'>;
  /** Buckets to which what is proven is copied. */
  copies: readonly CopyStore[];
}

/** What an archive is shown by, besides itself. */
interface Shown {
  needs: BackupsNeeds;
  proofs: 'each' | 'newest';
  copiesOf: ((archive: KeptArchive) => string[]) | undefined;
}

/** The backups of a project. Throws BACKUP_MISSING where there is none. */
export const backupsOf = async (project: string, needs: BackupsNeeds): Promise<BackupsResult> => {
  const {store} = needs;
  const archives = await archivesOf(project, needs);
  if (archives.length === 0) {
    const near = suggestion(project, await store.folders(BACKUPS));
    throw new UserError('BACKUP_MISSING', `There is no backup of ${project}.`, {
      where: `s3://${store.bucket.name}/${prefixOf(project)}`,
      remedy:
        near === undefined
          ? 'Make one, where it is deployed: countable backup. Which projects have some: countable backups --all'
          : `Did you mean: countable backups ${near}`,
    });
  }
  const look = copyLook(needs.copies);
  const copiesOf = await copiesIn(project, look, needs);
  return resultOf([await shownParts(archives, {needs, proofs: 'each', copiesOf})], look, needs);
};

/** The same of every project in the bucket, with the time of its newest proof alone. */
export const allBackups = async (needs: BackupsNeeds): Promise<BackupsResult> => {
  const {store, older} = needs;
  const left = await newestOlder(older);
  const look = copyLook(needs.copies);
  const names = [...new Set([...(await store.folders(BACKUPS)), ...left.keys()])].sort();
  const found = await severalAtOnce(names, AT_ONCE, async project => {
    const ours = await archivesOf(project, {...needs, older: []});
    const {newest} = left.get(project) ?? {};
    const copiesOf = await copiesIn(project, look, needs);
    const archives = newest === undefined ? ours : [...ours, newest];
    return shownParts(archives, {needs, proofs: 'newest', copiesOf});
  });
  return resultOf(found, look, needs);
};

const resultOf = (
  found: readonly (readonly ProjectBackups[])[],
  look: CopyLook,
  {store, clock}: BackupsNeeds,
): BackupsResult => {
  const unseen = look.unseen();
  return {
    bucket: store.bucket.name,
    now: clock.now().toISOString(),
    projects: found.flat(),
    ...(unseen.length > 0 && {unseen}),
  };
};

const copiesIn = async (
  project: string,
  look: CopyLook,
  {copies}: Pick<BackupsNeeds, 'copies'>,
): Promise<Shown['copiesOf']> => (copies.length === 0 ? undefined : look.of(project));

const shownParts = (archives: readonly KeptArchive[], by: Shown): Promise<ProjectBackups[]> => {
  const parts = [...Map.groupBy(archives, ({part = ''}) => part)].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return Promise.all(parts.map(([, ofPart]) => shownPart(ofPart, by)));
};

const shownPart = async (
  listed: readonly KeptArchive[],
  {needs, proofs, copiesOf}: Shown,
): Promise<ProjectBackups> => {
  const {project = '', part} = listed[0] ?? {};
  const proven = listed.find(({verdict}) => verdict === 'proven');
  const asked = listed.filter(one => proofs === 'each' || one === proven);
  const found = await severalAtOnce(
    asked,
    AT_ONCE,
    async one => [one.key, await proofOf(one, needs)] as const,
  );
  const proofByKey = new Map(found);
  const archives = listed.map(one => (proofByKey.has(one.key) ? doubted(one, proofByKey.get(one.key)) : one));
  const words = new Map(
    await severalAtOnce(
      [...new Set([...asked, ...listed.slice(0, 1)])],
      AT_ONCE,
      async one => [one.key, await wordOf(one, needs)] as const,
    ),
  );
  const {pitr = []} = words.get(listed[0]?.key ?? '') ?? {};
  const newest = proofByKey.get(archives.find(({verdict}) => verdict === 'proven')?.key ?? '');
  return {
    project,
    ...(part !== undefined && {part}),
    ...objectivesOf({
      archives,
      proof: newest,
      // Which servers it is of, the newest archive tells: who only lists knows no project.
      reached: await reachedOf(project, pitr, needs.store),
      now: needs.clock.now(),
    }),
    archives: archives.map(one => ({
      ...shownArchive(one, proofByKey.get(one.key)?.durationMs),
      ...butOf(one, {words, proof: proofByKey.get(one.key)}),
      ...(copiesOf && {copies: copiesOf(one)}),
    })),
  };
};

/** Undefined where its manifest is missing, or cannot be understood. */
const wordOf = async (
  {key, beside: {manifest}, older}: KeptArchive,
  {store}: BackupsNeeds,
): Promise<ManifestWord | undefined> => {
  if (older !== undefined) return {};
  return manifestWordIn(manifest && (await store.readText(besideKey(key, 'manifest'))));
};

const shownArchive = (
  {key, at, size, verdict, isEncrypted, older}: KeptArchive,
  proofMs: number | undefined,
): ShownArchive => ({
  key,
  at: at.toISOString(),
  size,
  verdict,
  isEncrypted,
  ...(proofMs !== undefined && {proofMs}),
  ...(older && {layout: older.layout}),
});
