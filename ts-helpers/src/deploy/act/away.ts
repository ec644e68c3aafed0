import type {Container} from '../../compose/model.ts';
import type {Moment} from '../../compose/moment.ts';
import {UserError} from '../../errors/userError.ts';
import type {Gathered} from '../gather.ts';
import {hasEnded, secondsAway} from '../plan/away.ts';
import type {Fate} from '../plan/fates.ts';
import type {Witness} from './witness.ts';

/** For how many seconds services were away that a deploy has stopped, and those of which that is not known. */
export interface Away {
  seconds: Readonly<Record<string, number>>;
  untold: readonly string[];
}

export const NOT_AWAY: Away = {seconds: {}, untold: []};

export type Failed = Pick<Gathered, 'failedBefore'>;

/** The service that an error is of. */
export const failedIn = (error: unknown): Failed =>
  error instanceof UserError && error.where?.startsWith(OF_SERVICE)
    ? {failedBefore: error.where.slice(OF_SERVICE.length)}
    : {};

const OF_SERVICE = 'service ';

/** Of a return from a release that failed it counts from what ran before that one. */
export const timesAway = async (
  {facts, failedBefore}: Pick<Gathered, 'facts'> & Failed,
  fates: readonly Fate[],
  {containers: all, witness}: {containers: readonly Container[]; witness: Witness},
): Promise<Away> => {
  const {containers, before, swarm} = facts;
  const ran = (before ?? containers).filter(({state}) => state === 'running');
  const asked = before === undefined ? fates.filter(({does}) => STOPS.includes(does)) : fates;
  const theirs = asked.filter(({service}) => ran.some(one => one.service === service));
  if (swarm !== undefined || theirs.length === 0) return NOT_AWAY;
  const moments = await witness.moments();
  const seconds: Record<string, number> = {};
  const untold: string[] = [];
  for (const {service, does} of theirs) {
    const now = all.filter(one => one.service === service);
    const old = ran.filter(one => one.service === service);
    const ids = {old: idsOf(old), now: idsOf(now)};
    const its = withStarts(
      moments.filter(one => one.service === service),
      now,
    );
    // What does its work once is not away when it has done it.
    if (!hasEnded(its, ids) || !now.some(({state}) => state === 'running')) continue;
    const isChecked = now.some(({health}) => health !== undefined);
    const countsBetween = failedBefore !== undefined && failedBefore !== service;
    const time = secondsAway(its, {...ids, isChecked, countsBetween});
    const isRolled = before === undefined && does === 'roll';
    if (time === undefined) untold.push(service);
    else if (time > 0 || !isRolled) seconds[service] = time;
  }
  return {seconds, untold};
};

const STOPS: readonly Fate['does'][] = ['start', 'restart', 'roll'];

const idsOf = (containers: readonly Container[]): string[] => containers.map(({id}) => id);

/** When those started that run now is known of themselves. */
const withStarts = (its: readonly Moment[], now: readonly Container[]): Moment[] =>
  [
    ...its,
    ...now
      .filter(({id, state}) => state === 'running' && !its.some(one => isStart(one, id)))
      .map(({id, service, startedAt: at}): Moment => ({container: id, service, what: 'started', at})),
  ].sort((one, other) => one.at.getTime() - other.at.getTime());

const isStart = ({container, what}: Moment, id: string): boolean => container === id && what === 'started';
