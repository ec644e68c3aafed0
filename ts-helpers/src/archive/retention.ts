import {archiveNameIn} from './key.ts';
import {inventoryOf, type KeptArchive} from './inventory.ts';
import {misdated} from './misdated.ts';
import {DAY_MS, type Stored, type Unfinished} from './stored.ts';

/** So many of the newest days, weeks and months, by UTC, keep their last one. */
export interface Keep {
  daily: number;
  weekly: number;
  monthly: number;
}

/** What goes: an archive with what tells of it, what tells of one that is gone, or parts of an upload. */
export interface Leaving {
  /** Why, in a few words. */
  why: string;
  /** Objects in the order in which they go: what tells of an archive only once that is gone. */
  keys: string[];
  upload?: Unfinished;
}

export interface RetentionFacts {
  project: string;
  objects: readonly Stored[];
  uploads: readonly Unfinished[];
  keep: Keep;
  now: Date;
  /** Keys of objects that nobody can delete yet. */
  locked: ReadonlySet<string>;
  /** Of the organisation's lock: what is younger is locked, whatever else is known of it. */
  lockDays?: number | undefined;
}

/** Nothing that is younger is touched: somebody may be at it. */
const UNTOUCHED_MS = DAY_MS;

/**
 * What of a project's archives is too many, by grandfather, father and son. Never what is not surely of this project, the
 * newest proven one of an instance or environment by its name and by S3, what is younger than a day, what is locked, and what
 * older scripts left.
 */
export const leavingOf = (facts: RetentionFacts): Leaving[] => {
  const {project, objects, uploads, keep, now} = facts;
  const {archives, orphans} = inventoryOf(project, objects);
  const staying = new Set(parts(archives).flatMap(part => stayingOf(part, keep)));
  const tooMany = archives
    .filter(({key}) => !staying.has(key))
    .map(one => ({why: `${one.verdict}, of ${one.at.toISOString()}`, objects: objectsOf(one)}));
  const lost = orphans.map(one => ({why: 'tells of an archive that is not there', objects: [one]}));
  const leaving = [...tooMany, ...lost]
    .filter(one => one.objects.every(object => mayGo(object, facts)))
    .map(one => ({why: one.why, keys: one.objects.map(({key}) => key)}));
  const unfinished = uploads
    .filter(({key, begunAt}) => archiveNameIn(key)?.project === project && isOld(begunAt, now))
    .map(upload => ({why: 'upload that nobody goes on with', keys: [], upload}));
  return [...leaving, ...unfinished];
};

const isOld = (time: Date, now: Date): boolean => now.getTime() - time.getTime() > UNTOUCHED_MS;

const mayGo = (object: Stored, {now, locked, lockDays = 0, keep}: RetentionFacts): boolean => {
  const {key, modifiedAt} = object;
  const age = now.getTime() - modifiedAt.getTime();
  // It may be much younger than its name says.
  const untouched = misdated(object) === 'behind' ? keep.daily * DAY_MS : 0;
  return isOld(modifiedAt, now) && !locked.has(key) && age > Math.max(lockDays * DAY_MS, untouched);
};

const objectsOf = ({key, size, modifiedAt, beside, past}: KeptArchive): Stored[] => [
  {key, size, modifiedAt},
  ...Object.values(beside),
  ...past,
];

/** An instance or environment keeps its own. */
const parts = (archives: readonly KeptArchive[]): KeptArchive[][] => [
  ...Map.groupBy(archives, ({part = ''}) => part).values(),
];

/** Keys of what stays of a part, whose archives come the newest first. */
export const stayingOf = (archives: readonly KeptArchive[], {daily, weekly, monthly}: Keep): string[] => {
  const proven = archives.filter(({verdict}) => verdict === 'proven');
  const periods = [
    [daily, dayOf],
    [weekly, weekOf],
    [monthly, monthOf],
  ] as const;
  const last = periods.flatMap(([count, nameOf]) => lastOfEach(archives, nameOf).slice(0, count));
  const written = proven.toSorted((one, other) => other.modifiedAt.getTime() - one.modifiedAt.getTime());
  return [proven[0]?.key ?? '', written[0]?.key ?? '', ...last.flat()];
};

/** The last of each period, and the last proven one where that is another; the newest period first. */
const lastOfEach = (archives: readonly KeptArchive[], nameOf: (at: Date) => string): string[][] =>
  [...Map.groupBy(archives, ({at}) => nameOf(at)).values()].map(ofPeriod => {
    const proven = ofPeriod.find(({verdict}) => verdict === 'proven');
    return [ofPeriod[0], proven].flatMap(one => (one === undefined ? [] : [one.key]));
  });

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

/** ISO 8601: by its Thursday, whose year is that of the week. */
export const weekOf = (at: Date): string => {
  const weekday = (at.getUTCDay() + 6) % 7;
  const thursday = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() - weekday + 3));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - first) / (7 * DAY_MS)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
};

/** A proven one is the last that can be told to be good: a project's own word may keep more, and never less. */
export const mostOf = (one: Keep, other: Partial<Keep> | undefined): Keep => ({
  daily: Math.max(one.daily, other?.daily ?? 0),
  weekly: Math.max(one.weekly, other?.weekly ?? 0),
  monthly: Math.max(one.monthly, other?.monthly ?? 0),
});
