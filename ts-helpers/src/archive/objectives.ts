import type {KeptArchive} from './inventory.ts';
import type {Reached} from './pointInTime.ts';
import type {Proof} from './proof.ts';
import {DAY_MS} from './stored.ts';

/** What a disaster would cost a project, as its backups of the last week tell. */
export interface Objectives {
  /** The most that was, or would now be, lost: from one backup to the next. Absent without any. */
  rpoMs?: number;
  /** Until all data was there again and, where that was tried, the project up on it. Absent until one was proven. */
  rtoMs?: number;
}

const LOOKED_BACK_MS = 7 * DAY_MS;

export interface ObjectiveFacts {
  archives: readonly KeptArchive[];
  /** Of the newest proven one. */
  proof: Proof | undefined;
  /** Servers of which every moment is kept. */
  reached?: readonly Reached[];
  now: Date;
}

export const objectivesOf = ({archives, proof, reached = [], now}: ObjectiveFacts): Objectives => {
  const rpoMs = sinceNewest(reached, now) ?? longestGap(archives, now);
  const rtoMs = proof && (pointRestore(proof) ?? proof.answeredMs ?? proof.restoreMs);
  return {...(rpoMs !== undefined && {rpoMs}), ...(rtoMs !== undefined && {rtoMs})};
};

/** What has not come since would be lost. Undefined where one of them has nothing at all. */
const sinceNewest = (reached: readonly Reached[], now: Date): number | undefined => {
  const ages = reached.flatMap(({newest}) => (newest ? [now.getTime() - newest.getTime()] : []));
  return ages.length === 0 || ages.length < reached.length ? undefined : Math.max(0, ...ages);
};

/** Until all such servers were back, one after another. */
const pointRestore = ({pointInTime = []}: Proof): number | undefined =>
  pointInTime.length === 0 || pointInTime.some(({differences}) => differences.length > 0)
    ? undefined
    : pointInTime.reduce((sum, {restoreMs}) => sum + restoreMs, 0);

/** One that is known not to restore is none. */
const longestGap = (archives: readonly KeptArchive[], now: Date): number | undefined => {
  const times = archives.filter(({verdict}) => verdict !== 'failed').map(({at}) => at.getTime());
  const before = times.findIndex(time => time < now.getTime() - LOOKED_BACK_MS);
  const looked = [now.getTime(), ...times.slice(0, before === -1 ? undefined : before + 1)];
  const gaps = looked.slice(1).map((time, index) => (looked[index] ?? time) - time);
  return gaps.length === 0 ? undefined : Math.max(0, ...gaps);
};
