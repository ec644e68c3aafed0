import type {JenkinsFacts, TimerFacts} from './jenkinsFacts.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {Settings} from '../settings/settings.ts';

/** When the backup of a project begins, by the clock of the controller. */
export interface Nightly {
  hour: number;
  minute: number;
}

/**
 * Clocks are set forward at 0 to 3 (Asia/Beirut, Europe/London, America/Toronto, Europe/Athens), and back to 23 at the earliest: the time that is left out
 * then Jenkins' timers leave out as well, and what comes twice they do twice. These hours come once every night.
 */
const HOURS = [21, 22, 4, 5] as const;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** When a build of that environment's branch is begun for the backup alone; undefined where nothing is backed up. */
export const nightlyOf = (
  project: string,
  environment: string | undefined,
  {backup}: Pick<Settings, 'backup'>,
): Nightly | undefined => {
  if (environment !== PRODUCTION || backup === 'none' || backup.bucket === undefined) return undefined;
  const spread = hashOf(project) % (HOURS.length * 60);
  const hour = backup.hour ?? (HOURS[Math.floor(spread / 60)] as number);
  return {hour, minute: spread % 60};
};

/** FNV-1a (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv): a name gives the same number everywhere, and names alike others. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
};

/** As Jenkins' `cron` has it. */
export const cronOf = ({hour, minute}: Nightly): string => `${minute} ${hour} * * *`;

/**
 * Whether the nightly timer began the build: then it backs up, and does nothing else. Where the job has timers of its own, that
 * one began it which was due last.
 */
export const isNightly = (
  {timer = false, jenkins}: {timer?: boolean; jenkins?: JenkinsFacts},
  nightly: Nightly | undefined,
): boolean => {
  const begun = jenkins?.timer;
  if (begun == null) return timer;
  if (begun.otherDueMs == null) return true;
  return nightly !== undefined && lastDue(nightly, begun) >= begun.otherDueMs;
};

const lastDue = ({hour, minute}: Nightly, {startedMs, offsetMinutes}: TimerFacts): number => {
  const local = startedMs + offsetMinutes * MINUTE_MS;
  const today = local - (local % DAY_MS) + (hour * 60 + minute) * MINUTE_MS;
  return (today > local ? today - DAY_MS : today) - offsetMinutes * MINUTE_MS;
};
