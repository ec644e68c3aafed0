const DEFAULT_PAUSE_MS = 1_000;
/** Who asks for none, or for less than none, would be asked without end. */
const SHORTEST_PAUSE_MS = 500;

/** Seconds or a date of Retry-After, or the moment of Sentry's own header (https://docs.sentry.io/api/ratelimits/). */
export const pauseAskedFor = (headers: Headers, now: Date): number => {
  // By the service's own clock where it tells the time: ours may be wrong.
  const theirs = momentOf(headers.get('date')) ?? now.getTime();
  const after = headers.get('retry-after');
  const reset = secondsOf(headers.get('x-sentry-rate-limit-reset'));
  const asked =
    secondsOf(after) ?? difference(momentOf(after), theirs) ?? difference(reset, theirs) ?? DEFAULT_PAUSE_MS;
  return Math.max(asked, SHORTEST_PAUSE_MS);
};

const secondsOf = (text: string | null): number | undefined => {
  const number = Number(text?.trim() || Number.NaN);
  return Number.isFinite(number) ? number * 1000 : undefined;
};

const momentOf = (text: string | null): number | undefined => {
  const moment = Date.parse(text ?? '');
  return Number.isNaN(moment) ? undefined : moment;
};

const difference = (moment: number | undefined, now: number): number | undefined =>
  moment === undefined ? undefined : moment - now;
