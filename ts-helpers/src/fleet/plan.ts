import type {KeptArchive} from '../archive/inventory.ts';
import type {FleetRecord} from '../archive/fleetRecord.ts';
import {type FreshnessRules, type Trouble, troublesOf} from '../archive/freshness.ts';
import type {Reached} from '../archive/pointInTime.ts';
import type {ManifestWord} from '../archive/proof.ts';
import {type Keep, type Leaving, leavingOf, mostOf} from '../archive/retention.ts';
import type {Stored, Unfinished} from '../archive/stored.ts';
import type {Step} from '../result/step.ts';
import {counted} from '../text/plain.ts';
import {planTelling, type TellingPlan} from './plan/telling.ts';

/** What is known of a project once its part of the bucket is listed. */
export interface ProjectFacts {
  project: string;
  /** Instances and environments that are watched; undefined is the project itself. */
  watched: readonly (string | undefined)[];
  objects: readonly Stored[];
  uploads: readonly Unfinished[];
  /** All that is kept of it, the newest first; with those that older scripts left. */
  archives: readonly KeptArchive[];
  /** By instance or environment, '' being the project itself: what its newest archive's manifest tells. */
  newest: ReadonlyMap<string, ManifestWord | undefined>;
  /** By the same: how far what is kept of every moment of its servers reaches. */
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
  leaving: Leaving[];
  troubles: Trouble[];
  /** Watched ones that have backups, or had some. */
  kept: string[];
}

export const planProject = (facts: ProjectFacts, rules: FleetRules, now: Date): ProjectPlan => {
  const {project, watched, archives, newest, reached, keptBefore} = facts;
  const troubles = watched.flatMap(part => {
    const {recipients} = newest.get(part ?? '') ?? {};
    return troublesOf({
      project,
      part,
      archives: archives.filter(one => one.part === part),
      recipients,
      reached: reached.get(part ?? '') ?? [],
      rules,
      now,
    });
  });
  // What is gone stays missing until the organisation says that it is to be left.
  const kept = watched.filter(
    part => archives.some(one => one.part === part) || keptBefore.includes(watchedName(project, part)),
  );
  return {
    project,
    leaving: leavingOf(retentionFacts(facts, rules, now)).slice(-MOST_OF_ONE),
    troubles,
    kept: kept.map(part => watchedName(project, part)),
  };
};

/** The oldest go first; what is more waits for the next night: of what nobody has looked at for years there may be a lot. */
const MOST_OF_ONE = 50;
const MOST_OF_ALL = 5_000;

/** Keys of objects that are to be asked whether they are locked, before it is decided. */
export const lockCandidates = (
  facts: Omit<ProjectFacts, 'locked'>,
  rules: FleetRules,
  now: Date,
): string[] => {
  const leaving = leavingOf(retentionFacts({...facts, locked: new Set()}, rules, now));
  return leaving.slice(-MOST_OF_ONE).flatMap(({keys}) => keys);
};

const retentionFacts = (facts: ProjectFacts, {keep, lockDays}: FleetRules, now: Date) => {
  const {project, objects, uploads, locked, newest} = facts;
  // A host can write what it likes into a manifest: its word keeps more, and never less.
  const words = [...newest.values()].map(word => word?.keep);
  return {project, objects, uploads, locked, lockDays, now, keep: words.reduce(mostOf, keep)};
};

/** `cortico/kmc`, as settings and memory name it. */
export const watchedName = (project: string, part: string | undefined): string =>
  part === undefined ? project : `${project}/${part}`;

export interface FleetStep extends Step {
  id: 'delete' | 'tell' | 'remember';
}

export interface FleetPlan {
  bucket: string;
  /** How many projects were looked at. */
  projects: number;
  leaving: Leaving[];
  troubles: Trouble[];
  telling: TellingPlan;
  /** What the next check, and every backup, finds. */
  record: Omit<FleetRecord, 'told'>;
  steps: FleetStep[];
}

export interface FleetFacts {
  bucket: string;
  projects: readonly ProjectPlan[];
  before: FleetRecord | undefined;
  jenkins: readonly string[];
  now: Date;
}

export const planFleet = ({bucket, projects, before, jenkins, now}: FleetFacts): FleetPlan => {
  const leaving = projects.flatMap(one => one.leaving).slice(0, MOST_OF_ALL);
  const troubles = projects.flatMap(one => one.troubles);
  const telling = planTelling(before?.told ?? [], troubles, now);
  const record = {
    format: 1 as const,
    at: now.toISOString(),
    kept: projects.flatMap(one => one.kept),
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

const stepsOf = (leaving: readonly Leaving[], {begun, goingOn, over}: TellingPlan): FleetStep[] => {
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
