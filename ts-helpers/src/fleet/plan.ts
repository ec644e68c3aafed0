import type {FleetRecord} from '../archive/fleetRecord.ts';
import {type FreshnessRules, type Trouble, troublesOf} from '../archive/freshness.ts';
import type {Reached} from '../archive/pointInTime.ts';
import type {Keep} from '../archive/retention.ts';
import type {Stored, Unfinished} from '../archive/stored.ts';
import type {Step} from '../result/step.ts';
import {counted} from '../text/plain.ts';
import {type CopiesFacts, planCopies} from './plan/copies.ts';
import {keepOf, type LeavingAt, leavingTonight} from './plan/leaving.ts';
import {planTelling, type TellingPlan} from './plan/telling.ts';
import {watchedName} from './plan/watched.ts';

/** What is known of a project once its part of the bucket is listed. */
export interface ProjectFacts extends CopiesFacts {
  objects: readonly Stored[];
  uploads: readonly Unfinished[];
  /** By instance or environment, '' being the project itself: how far what is kept of every moment of its servers reaches. */
  reached: ReadonlyMap<string, readonly Reached[]>;
  locked: ReadonlySet<string>;
  /** Had backups when the check ran last, by their names. */
  keptBefore: readonly string[];
}

export interface FleetRules extends FreshnessRules {
  keep: Keep;
  lockDays: number | undefined;
}

/** What is to become of a project's backups, and what somebody has to see to. */
export interface ProjectPlan {
  project: string;
  leaving: LeavingAt[];
  troubles: Trouble[];
  /** Watched ones that have copies, or had some, with their place. */
  copied: string[];
  /** Watched ones that have backups, or had some. */
  kept: string[];
}

export const planProject = (facts: ProjectFacts, rules: FleetRules, now: Date): ProjectPlan => {
  const {project, watched, archives, newest, reached, keptBefore, objects, uploads, locked} = facts;
  const troubles = watched.flatMap(part => {
    const word = newest.get(part ?? '');
    return troublesOf({
      project,
      part,
      archives: archives.filter(one => one.part === part),
      recipients: word?.recipients,
      isUnreadable: newest.has(part ?? '') && word === undefined,
      reached: reached.get(part ?? '') ?? [],
      rules,
      now,
    });
  });
  // What is gone stays missing until the organisation says that it is to be left.
  const kept = watched.filter(
    part => archives.some(one => one.part === part) || keptBefore.includes(watchedName(project, part)),
  );
  const {lockDays, staleHours, environments} = rules;
  const keep = keepOf(newest, rules.keep);
  // Who wants more kept than others says so there.
  const isWishUnread = [...newest.values()].includes(undefined);
  const copies = planCopies(facts, {keep, staleHours, environments}, now);
  return {
    project,
    leaving: isWishUnread
      ? []
      : [...leavingTonight({project, objects, uploads, locked, lockDays, now, keep}), ...copies.leaving],
    troubles: [...troubles, ...copies.troubles],
    kept: kept.map(part => watchedName(project, part)),
    copied: copies.copied,
  };
};

/** In one night. */
export const MOST_OF_ALL = 5_000;

export interface FleetStep extends Step {
  id: 'delete' | 'tell' | 'remember';
}

export interface FleetPlan {
  bucket: string;
  /** How many projects were looked at. */
  projects: number;
  leaving: LeavingAt[];
  troubles: Trouble[];
  telling: TellingPlan;
  /** What the next check, and every backup, finds. */
  record: Omit<FleetRecord, 'told'>;
  steps: FleetStep[];
}

export interface FleetFacts {
  bucket: string;
  projects: readonly ProjectPlan[];
  /** Of buckets of copies that cannot be looked into. */
  unseen: readonly Trouble[];
  before: FleetRecord | undefined;
  jenkins: readonly string[];
  now: Date;
}

export const planFleet = ({bucket, projects, unseen, before, jenkins, now}: FleetFacts): FleetPlan => {
  const leaving = projects.flatMap(one => one.leaving).slice(0, MOST_OF_ALL);
  const troubles = [...unseen, ...projects.flatMap(one => one.troubles)];
  const telling = planTelling(before?.told ?? [], troubles, now);
  const record = {
    format: 1 as const,
    at: now.toISOString(),
    kept: projects.flatMap(one => one.kept),
    copied: [...new Set([...projects.flatMap(one => one.copied), ...copiedUnseen(before, unseen)])],
    jenkins: [...jenkins],
  };
  const count = projects.length;
  return {
    bucket,
    projects: count,
    leaving,
    troubles,
    telling,
    record,
    steps: stepsOf(leaving, telling),
  };
};

/** What was there stays remembered while nobody can look. */
const copiedUnseen = (before: FleetRecord | undefined, unseen: readonly Trouble[]): string[] =>
  (before?.copied ?? []).filter(one => unseen.some(({place}) => one.startsWith(`${place} `)));

const stepsOf = (leaving: readonly LeavingAt[], {begun, goingOn, over}: TellingPlan): FleetStep[] => {
  const backups = leaving.filter(({keys}) => keys.length > 0).length;
  const uploads = leaving.length - backups;
  const what = [
    ...(backups > 0 ? [counted(backups, 'backup that is too many', 'backups that are too many')] : []),
    ...(uploads > 0 ? [counted(uploads, 'unfinished upload')] : []),
  ].join(', ');
  const told = [
    ...(begun.length > 0 ? [`${begun.length} new`] : []),
    ...(goingOn.length > 0 ? [`${goingOn.length} going on`] : []),
    ...(over.length > 0 ? [`${over.length} over`] : []),
  ].join(', ');
  return [
    ...(leaving.length > 0 ? [step('delete', `Delete ${what}`, {risks: 'data', limit: DELETE_MINUTES})] : []),
    ...(told === '' ? [] : [step('tell', `Tell Slack of troubles: ${told}`)]),
    step('remember', 'Leave word that all backups were looked at'),
  ];
};

const step = (
  id: FleetStep['id'],
  does: string,
  more: Partial<Pick<Step, 'risks' | 'limit'>> = {},
): FleetStep => ({
  id,
  does,
  risks: 'nothing',
  limit: 10,
  undo: [],
  ...more,
});

const DELETE_MINUTES = 120;
