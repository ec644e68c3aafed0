import {type ArchiveName, archiveNameIn, type Beside, besideIn, type TellsOf} from './key.ts';
import {type LegacyName, legacyNameIn} from './legacy.ts';
import {HOUR_MS, type Stored} from './stored.ts';

/**
 * `failed`: it was tried, and is not what was backed up. `restored`: an older script left it, and nothing tells what it should hold;
 * that it holds something was seen.
 */
export type Verdict = 'proven' | 'restored' | 'failed' | 'unproven';

/** An archive that is kept, as the listing of its bucket tells of it. */
export interface KeptArchive extends Pick<ArchiveName, 'project' | 'part'> {
  key: string;
  size: number;
  /** The moment that it is of: by its name, but never later than it was written. */
  at: Date;
  modifiedAt: Date;
  verdict: Verdict;
  isEncrypted: boolean;
  /** Objects that tell of it. */
  beside: Readonly<Partial<Record<Beside, Stored>>>;
  /** Evidence of proofs that others came after. */
  past: readonly Stored[];
  /** Of one that an older script wrote; the bucket where that is known, for it may be another one. */
  older?: Pick<LegacyName, 'layout' | 'kind'> & {bucket?: string};
}

export interface Inventory {
  /** The newest first. */
  archives: KeptArchive[];
  /** Objects that tell of an archive that is not there. */
  orphans: Stored[];
}

/** Archives of a project, and of it alone, among the objects of a bucket. */
export const inventoryOf = (project: string, objects: readonly Stored[]): Inventory => {
  const told = new Map<string, Told>();
  const found: (Stored & {name: ArchiveName})[] = [];
  for (const object of objects) {
    const name = archiveNameIn(object.key);
    if (name?.project === project) found.push({...object, name});
    const tells = name === undefined ? besideIn(object.key) : undefined;
    if (tells === undefined || archiveNameIn(tells.archive)?.project !== project) continue;
    tell(told, tells, object);
  }
  const archives = found.map(({name, ...object}) => kept(object, name, told.get(object.key) ?? NOTHING));
  for (const {key} of found) told.delete(key);
  return {
    archives: newestFirst(archives),
    orphans: [...told.values()].flatMap(({beside, past}) => [...Object.values(beside), ...past]),
  };
};

type Told = Pick<KeptArchive, 'beside' | 'past'>;

const NOTHING: Told = {beside: {}, past: []};

const tell = (all: Map<string, Told>, {archive, what, isPast}: TellsOf, object: Stored): void => {
  const {beside, past} = all.get(archive) ?? NOTHING;
  all.set(archive, isPast ? {beside, past: [...past, object]} : {beside: {...beside, [what]: object}, past});
};

const kept = (
  {key, size, modifiedAt}: Stored,
  {project, part, at, isEncrypted}: ArchiveName,
  {beside, past}: Told,
): KeptArchive => ({
  key,
  project,
  ...(part !== undefined && {part}),
  size,
  at: at < modifiedAt ? at : modifiedAt,
  modifiedAt,
  verdict: verdictOf(beside, modifiedAt),
  isEncrypted,
  beside,
  past,
});

/** The last word counts; of an object that has come later, under the same name, nothing was said. */
const verdictOf = (beside: KeptArchive['beside'], modifiedAt: Date): Verdict => {
  const [proven, failed] = [beside.proven, beside.failed].map(word =>
    word !== undefined && word.modifiedAt < modifiedAt ? undefined : word,
  );
  if (proven === undefined) return failed === undefined ? 'unproven' : 'failed';
  return failed !== undefined && failed.modifiedAt >= proven.modifiedAt ? 'failed' : 'proven';
};

/** The object that tells of its verdict; undefined where it was never tried. */
export const proofBeside = ({
  verdict,
  beside: {proven, failed},
}: Pick<KeptArchive, 'verdict' | 'beside'>): Stored | undefined => {
  if (verdict === 'unproven') return undefined;
  return verdict === 'failed' ? failed : proven;
};

/** Archives that older scripts left, of whatever project; `prefix` stands before all of them. */
export const olderArchives = (objects: readonly Stored[], prefix: string): KeptArchive[] => {
  const told = new Map<string, Told>();
  for (const object of objects) {
    const tells = besideIn(object.key, archive => legacyNameIn(archive, prefix) !== undefined);
    if (tells !== undefined) tell(told, tells, object);
  }
  const archives = objects.flatMap(({key, size, modifiedAt}): KeptArchive[] => {
    const name = legacyNameIn(key, prefix);
    if (name === undefined) return [];
    const {project, layout, kind} = name;
    const {beside, past} = told.get(key) ?? NOTHING;
    const verdict = verdictOf(beside, modifiedAt);
    return [
      {
        key,
        project,
        size,
        at: momentOf(name.at, modifiedAt),
        modifiedAt,
        verdict: verdict === 'proven' ? 'restored' : verdict,
        isEncrypted: false,
        beside,
        past,
        older: {layout, ...(kind && {kind})},
      },
    ];
  });
  return newestFirst(archives);
};

/** No clock on earth is further from UTC; what differs by more was copied later. */
const FURTHEST_MS = 15 * HOUR_MS;

/** Their names have the time of their host, objects that of S3. */
const momentOf = (named: Date, modifiedAt: Date): Date => {
  const difference = modifiedAt.getTime() - named.getTime();
  return Math.abs(difference) <= FURTHEST_MS || difference < 0 ? modifiedAt : named;
};

export const newestFirst = (archives: readonly KeptArchive[]): KeptArchive[] =>
  [...archives].sort((one, other) => other.at.getTime() - one.at.getTime() || (one.key < other.key ? 1 : -1));
