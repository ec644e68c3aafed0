import type {Moment} from '../../compose/moment.ts';

export interface AwayOf {
  /** Ids of the containers that ran before. */
  old: readonly string[];
  /** And of those that there are now. */
  now: readonly string[];
  /** Whether they count as up once they are healthy, and not once they have started. */
  isChecked: boolean;
  /** Whether what was neither before nor is there now counts as up: of the service that failed nobody knows whether it served. */
  countsBetween?: boolean;
}

/** Whether any of those that ran before has ended since. */
export const hasEnded = (its: readonly Moment[], {old, now}: Pick<AwayOf, 'old' | 'now'>): boolean =>
  old.some(id => !now.includes(id) || its.some(one => one.container === id && isEnd(one)));

/** Seconds in which no container of a service was up, from the end of its last old one on. Undefined where that is not known whole. */
export const secondsAway = (
  its: readonly Moment[],
  {old, now, isChecked, countsBetween = false}: AwayOf,
): number | undefined => {
  const gone = old.filter(id => !now.includes(id));
  const isTold = (id: string): boolean => its.some(one => one.container === id && isEnd(one));
  if (old.length === 0 || !gone.every(isTold)) return undefined;
  const comesUp = isChecked ? 'healthy' : 'started';
  const up = new Set(old);
  let lost: number | undefined;
  let milliseconds = 0;
  for (const moment of its) {
    const {container, what, at} = moment;
    if (!countsBetween && !old.includes(container) && !now.includes(container)) continue;
    const time = at.getTime();
    if (isEnd(moment) && up.delete(container) && up.size === 0) lost = time;
    if (what !== comesUp) continue;
    up.add(container);
    if (lost !== undefined) milliseconds += time - lost;
    lost = undefined;
  }
  return lost === undefined ? Math.round(milliseconds / 100) / 10 : undefined;
};

const isEnd = ({what}: Moment): boolean => what === 'ended' || what === 'removed';

/** `web was away for 3.1 s; the last time it was 2.9 s` */
export const awayText = (service: string, seconds: number, last?: number): string =>
  `${service} was away for ${seconds.toFixed(1)} s${last === undefined ? '' : `; the last time it was ${last.toFixed(1)} s`}`;

/** Of several in a clause: `web was away for 29.0 s, db for 3.0 s` */
export const awayClause = (times: readonly (readonly [string, number])[]): string =>
  times
    .map(
      ([service, seconds], index) =>
        `${service}${index === 0 ? ' was away' : ''} for ${seconds.toFixed(1)} s`,
    )
    .join(', ');

export const untoldText = (services: readonly string[]): string =>
  `${services.join(', ')} ${services.length === 1 ? 'was' : 'were'} away, for how long cannot be told`;
