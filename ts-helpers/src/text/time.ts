const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `45 s`, `3 min 10 s`, `2 h 5 min`, `3 days 4 h`. */
export const durationText = (seconds: number): string => {
  const whole = Math.round(seconds);
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return pair([Math.floor(whole / MINUTE), 'min'], [whole % MINUTE, 's']);
  if (whole < DAY) return pair([Math.floor(whole / HOUR), 'h'], [Math.floor((whole % HOUR) / MINUTE), 'min']);
  const days = Math.floor(whole / DAY);
  return pair([days, days === 1 ? 'day' : 'days'], [Math.floor((whole % DAY) / HOUR), 'h']);
};

const pair = (one: [number, string], other: [number, string]): string =>
  [one, other]
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');

/** Between two times of ISO 8601. */
export const secondsBetween = (since: string, until: string): number =>
  (new Date(until).getTime() - new Date(since).getTime()) / 1000;

/** `2026-11-24 10:02 UTC`. */
export const timeText = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
