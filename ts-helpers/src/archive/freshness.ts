import {backUp, type Meant, prove} from './commands.ts';
import type {KeptArchive} from './inventory.ts';
import {archiveNameIn} from './key.ts';
import {madeAt, misdated} from './misdated.ts';
import type {Reached} from './pointInTime.ts';
import {DAY_MS, HOUR_MS} from './stored.ts';
import type {Trouble} from './trouble.ts';

export type {Trouble, TroubleKind} from './trouble.ts';

export interface FreshnessFacts {
  project: string;
  part?: string | undefined;
  /** Of this part, the newest first; with those that older scripts left. */
  archives: readonly KeptArchive[];
  /** Of the newest one's manifest; undefined where there is none that can be read. */
  recipients: readonly string[] | undefined;
  /** There is none, or it cannot be understood: nothing restores that archive. */
  isUnreadable?: boolean;
  /** Its servers of which every moment is kept. */
  reached?: readonly Reached[];
  rules: FreshnessRules;
  now: Date;
}

export interface FreshnessRules {
  /** Older than so many hours is stale, and the newest proven one too old. */
  staleHours: number;
  provenHours: number;
  /** Percent that the newest may be smaller than the proven ones before it. */
  shrink: number;
  /** Public keys whose other halves the organisation has. */
  recipients: readonly string[];
  /** Names of environments but production, which end the names of their parts. */
  environments?: readonly string[];
}

/** An empty dump with what tells of it is larger: what was cut off, or is nothing, is not. */
const TINY_BYTES = 600;
/** How many proven ones before it the newest is measured by. */
const COMPARED = 5;

/** What is wrong with the backups of a project, or of an instance or environment of it. */
export const troublesOf = (facts: FreshnessFacts): Trouble[] => {
  const {project, part, archives} = facts;
  const [newest] = archives;
  const of = {project, ...(part !== undefined && {part})};
  if (newest === undefined)
    return [
      {kind: 'missing', ...of, message: `${nameOf(of)} has no backup.`, command: backUp(meantBy(facts))},
    ];
  const found: (Omit<Trouble, 'project' | 'part'> | undefined)[] = [
    stale(facts),
    size(newest, facts),
    proof(newest, facts),
    lostKey(newest, facts),
    unreadable(newest, facts),
    wronglyNamed(newest, facts),
    behind(facts),
  ];
  return found.flatMap(trouble => (trouble === undefined ? [] : [{...trouble, ...of}]));
};

/** `cortico`, `cortico (kmc)`. */
export const nameOf = ({project, part}: {project: string; part?: string | undefined}): string =>
  part === undefined ? project : `${project} (${part})`;

const meantBy = ({project, part, rules: {environments}}: FreshnessFacts): Meant => ({
  project,
  part,
  environments,
});

type Found = Omit<Trouble, 'project' | 'part'> | undefined;

const stale = (facts: FreshnessFacts): Found => {
  const {archives, now, rules} = facts;
  const newest = lastOf(archives);
  if (newest === undefined || hoursBetween(newest, now) <= rules.staleHours) return undefined;
  return {
    kind: 'stale',
    message: `The newest backup of ${nameOf(facts)} is ${agoText(newest, now)} old.`,
    command: backUp(meantBy(facts)),
  };
};

const lastOf = (archives: readonly KeptArchive[]): Date | undefined => {
  const times = archives.map(one => madeAt(one).getTime());
  return times.length === 0 ? undefined : new Date(Math.max(...times));
};

const size = (newest: KeptArchive, facts: FreshnessFacts): Found => {
  const {archives, rules} = facts;
  const {key} = newest;
  if (newest.size < TINY_BYTES)
    return {
      kind: 'tiny',
      message: `The newest backup of ${nameOf(facts)} has ${newest.size} bytes: ${key}`,
      command: backUp(meantBy(facts)),
    };
  const before = archives.slice(1).filter(({verdict}) => verdict === 'proven');
  const usual = median(before.slice(0, COMPARED).map(one => one.size));
  const missing = usual === undefined ? 0 : Math.round(100 * (1 - newest.size / usual));
  // Its proof has compared more than sizes, or somebody has accepted it.
  if (missing <= rules.shrink || newest.verdict === 'proven') return undefined;
  return {
    kind: 'shrinking',
    message: `The newest backup of ${nameOf(facts)} is ${missing} % smaller than the proven ones before it: ${key}`,
    command: `${prove(meantBy(facts))} --accept`,
  };
};

const proof = (newest: KeptArchive, facts: FreshnessFacts): Found => {
  const {archives, rules, now} = facts;
  const tried = archives.find(({verdict}) => verdict !== 'unproven');
  // What an older script left tells nothing of those of ours that came after it.
  if (tried?.verdict === 'failed' && (tried.older === undefined || newest.older !== undefined))
    return {
      kind: 'failed',
      message: `The last proof of ${nameOf(facts)} failed, of ${tried.key}`,
      command: backUp(meantBy(facts)),
    };
  const proven = lastOf(archives.filter(({verdict}) => verdict === 'proven'));
  if (proven !== undefined && hoursBetween(proven, now) <= rules.provenHours) return undefined;
  return {
    kind: 'unproven',
    message:
      proven === undefined
        ? `No backup of ${nameOf(facts)} is proven to restore.`
        : `The newest backup of ${nameOf(facts)} that is proven to restore is ${agoText(proven, now)} old.`,
    command: newest.older === undefined ? prove(meantBy(facts)) : backUp(meantBy(facts)),
  };
};

const lostKey = (newest: KeptArchive, facts: FreshnessFacts): Found => {
  const {recipients, rules} = facts;
  if (!newest.isEncrypted || recipients === undefined) return undefined;
  if (recipients.some(one => rules.recipients.includes(one))) return undefined;
  return {
    kind: 'lost key',
    message: `The newest backup of ${nameOf(facts)} is encrypted to none of the organisation's keys: nobody here can read ${newest.key}`,
    command: backUp(meantBy(facts)),
  };
};

/** Of one whose proof has failed, maybe for that, it was told. */
const unreadable = (newest: KeptArchive, facts: FreshnessFacts): Found => {
  if (facts.isUnreadable !== true || newest.older !== undefined || newest.verdict === 'failed')
    return undefined;
  return {
    kind: 'unreadable',
    message: `The newest backup of ${nameOf(facts)} cannot be restored as it is, for its manifest is missing or damaged: ${newest.key}`,
    command: backUp(meantBy(facts)),
  };
};

/** So long after its last one a wrong name is told, and as long as nothing newer is there. */
const NAMED_MS = 7 * DAY_MS;

const wronglyNamed = (newest: KeptArchive, facts: FreshnessFacts): Found => {
  const {archives, now} = facts;
  const found = archives.find(
    one =>
      misdated(one) !== undefined && (one === newest || now.getTime() - one.modifiedAt.getTime() <= NAMED_MS),
  );
  if (found === undefined) return undefined;
  const {key, modifiedAt} = found;
  const named = archiveNameIn(key)?.at ?? modifiedAt;
  const isAhead = misdated(found) === 'ahead';
  const apart = isAhead ? agoText(modifiedAt, named) : agoText(named, modifiedAt);
  const why = isAhead
    ? 'the clock of its host was wrong'
    : 'the clock of its host was wrong, or it was copied there later';
  return {
    kind: 'misdated',
    message: `A backup of ${nameOf(facts)} is named after a time ${apart} ${isAhead ? 'after' : 'before'} it was written, on ${modifiedAt.toISOString().slice(0, 10)}: ${why}. ${key}`,
    command: `timedatectl set-ntp true && ${backUp(meantBy(facts))}`,
  };
};

/** Something is stored of each every 40 seconds, also where nobody writes. */
const BEHIND_MS = 5 * 60_000;

const behind = (facts: FreshnessFacts): Found => {
  const {reached = [], now} = facts;
  const late = reached.find(
    ({newest}) => newest === undefined || now.getTime() - newest.getTime() > BEHIND_MS,
  );
  if (late === undefined) return undefined;
  const since = late.newest === undefined ? 'Nothing' : `For ${lateText(late.newest, now)} nothing`;
  return {
    kind: 'behind',
    message: `${since} of what changes in ${late.service} of ${nameOf(facts)} has reached the bucket: only what its backups have can be brought back of that time.`,
    // What never did is refused each night: the plan says why.
    command: late.newest === undefined ? `${backUp(meantBy(facts))} --plan` : backUp(meantBy(facts)),
  };
};

const lateText = (since: Date, now: Date): string => {
  const minutes = Math.floor((now.getTime() - since.getTime()) / 60_000);
  return minutes < 60 ? `${minutes} minutes` : agoText(since, now);
};

const hoursBetween = (since: Date, until: Date): number => (until.getTime() - since.getTime()) / HOUR_MS;

/** In whole days or hours: it stands in a sentence that others are compared with. */
export const agoText = (since: Date, now: Date): string => {
  const milliseconds = Math.max(0, now.getTime() - since.getTime());
  const days = Math.floor(milliseconds / DAY_MS);
  const hours = Math.floor(milliseconds / HOUR_MS);
  if (days >= 3) return `${days} days`;
  return hours === 1 ? '1 hour' : `${hours} hours`;
};

const median = (numbers: readonly number[]): number | undefined =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
