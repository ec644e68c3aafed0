import type {Moment} from '../../compose/moment.ts';

export interface AwayOf {
  /** Ids of the containers that ran before. */
  old: readonly string[];
  /** And of those that there are now. */
  now: readonly string[];
  /** Whether it counts as up once it is healthy, and not once it has started. */
  isChecked: boolean;
}

/**
 * Seconds in which no container of a service was up, from the end of its last old one on. What was neither before nor is there now
 * counts for nothing: of a release that failed nobody knows whether it served. Undefined where that is not known whole: then nothing is said.
 */
export const secondsAway = (its: readonly Moment[], {old, now, isChecked}: AwayOf): number | undefined => {
  const isTold = (ids: readonly string[], what: Moment['what']) => (id: string) =>
    ids.includes(id) && its.some(one => one.container === id && one.what === what);
  const comesUp = isChecked ? 'healthy' : 'started';
  const gone = old.filter(id => !now.includes(id));
  if (gone.length === 0 || !gone.every(isTold(gone, 'ended')) || !now.some(isTold(now, comesUp)))
    return undefined;
  const up = new Set(old);
  let lost: number | undefined;
  let milliseconds = 0;
  for (const {container, what, at} of its) {
    if (!old.includes(container) && !now.includes(container)) continue;
    const time = at.getTime();
    if (what === 'ended' && up.delete(container) && up.size === 0) lost = time;
    if (what !== comesUp) continue;
    up.add(container);
    if (lost !== undefined) milliseconds += time - lost;
    lost = undefined;
  }
  return lost === undefined ? Math.round(milliseconds / 100) / 10 : undefined;
};

/** `web was away for 3.1 s; the last time it was 2.9 s`; of a release that came back `web was back after 64.2 s` */
export const awayText = (
  service: string,
  seconds: number,
  {last, isBack = false}: {last?: number | undefined; isBack?: boolean},
): string => {
  if (isBack) return `${service} was back after ${seconds.toFixed(1)} s`;
  return `${service} was away for ${seconds.toFixed(1)} s${last === undefined ? '' : `; the last time it was ${last.toFixed(1)} s`}`;
};
