import type {KeptArchive} from './inventory.ts';
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

/** `proof`: of the newest proven one. */
export const objectivesOf = (
  archives: readonly KeptArchive[],
  proof: Proof | undefined,
  now: Date,
): Objectives => {
  const rpoMs = longestGap(archives, now);
  const rtoMs = proof && (proof.answeredMs ?? proof.restoreMs);
  return {...(rpoMs !== undefined && {rpoMs}), ...(rtoMs !== undefined && {rtoMs})};
};

/** One that is known not to restore is none. */
const longestGap = (archives: readonly KeptArchive[], now: Date): number | undefined => {
  const times = archives.filter(({verdict}) => verdict !== 'failed').map(({at}) => at.getTime());
  const before = times.findIndex(time => time < now.getTime() - LOOKED_BACK_MS);
  const looked = [now.getTime(), ...times.slice(0, before === -1 ? undefined : before + 1)];
  const gaps = looked.slice(1).map((time, index) => (looked[index] ?? time) - time);
  return gaps.length === 0 ? undefined : Math.max(0, ...gaps);
};
