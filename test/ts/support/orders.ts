import type {Kinship} from '../../../ts-helpers/src/history/kinship.ts';
import type {Order} from '../../../ts-helpers/src/project/order.ts';
import type {Release} from '../../../ts-helpers/src/project/release.ts';
import {release} from './deployFacts.ts';

export const [MORNING, NOON, EVENING] = [8, 12, 18].map(hour =>
  new Date(Date.UTC(2026, 10, 23, hour)).toISOString(),
) as [string, string, string];

/** A build, deployed an hour after it began. */
export const build = (buildNumber: number, startedAt?: string, more: Partial<Release> = {}): Release => ({
  ...release,
  buildNumber,
  ...(startedAt !== undefined && {
    startedAt,
    at: new Date(Date.parse(startedAt) + 3_600_000).toISOString(),
  }),
  ...more,
});
export const byHand = (at: string): Release => {
  const {job: _job, buildNumber: _number, ...bare} = release;
  return {...bare, at};
};
export const order = (mine: Release, live: Release | undefined, kinship: Kinship = 'unknown'): Order => ({
  mine,
  live,
  kinship,
  isForced: false,
});
