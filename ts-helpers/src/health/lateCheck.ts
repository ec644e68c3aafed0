import {durationMs} from '../compose/duration.ts';
import type {ComposeService, HealthCheck} from '../compose/model.ts';
import {counted} from '../text/plain.ts';

export interface Late {
  code: 'SERVICE_UNHEALTHY';
  message: string;
  remedy: string;
}

type Timing = Pick<HealthCheck, 'intervalMs' | 'startPeriodMs' | 'startIntervalMs'>;

/** That a health check is first run when the time is over in which its service is to be healthy. */
export const lateCheck = (service: string, timing: Timing, minutes: number): Late | undefined => {
  const {startPeriodMs, intervalMs, startIntervalMs = START_INTERVAL_MS} = timing;
  // In the start period newer engines check more often.
  const isStart = startPeriodMs > 0;
  const firstMs = isStart ? startIntervalMs : intervalMs;
  if (firstMs < minutes * 60_000) return undefined;
  return {
    code: 'SERVICE_UNHEALTHY',
    message: `The health check of ${service} is first run after ${firstMs / 1000} s, its ${isStart ? 'start interval' : 'interval'}, and ${counted(minutes, 'minute')} ${minutes === 1 ? 'is' : 'are'} given.`,
    remedy: `Give it a shorter interval, or set health.minutes in countable.yml.`,
  };
};

/** The same by the compose files alone. What only an image checks is not known by them. */
export const lateCheckIn = (
  name: string,
  {healthcheck}: ComposeService,
  minutes: number,
): Late | undefined => {
  if (healthcheck?.test === undefined || healthcheck.disable === true) return undefined;
  if ([healthcheck.test].flat()[0] === 'NONE') return undefined;
  const {interval, start_period: startPeriod, start_interval: startInterval} = healthcheck;
  const timing: Timing = {
    intervalMs: durationMs(interval ?? '') || INTERVAL_MS,
    startPeriodMs: durationMs(startPeriod ?? ''),
    startIntervalMs: durationMs(startInterval ?? '') || START_INTERVAL_MS,
  };
  return lateCheck(name, timing, minutes);
};

/** Docker's own. */
const INTERVAL_MS = 30_000;
const START_INTERVAL_MS = 5_000;
