/** Milliseconds of a duration as compose files and Go write it: `1m30s`. */
export const durationMs = (said: string): number => {
  let milliseconds = 0;
  for (const [, number = '0', unit = 's'] of said.matchAll(/(\d{1,9}(?:\.\d{1,9})?)(ms|us|h|m|s)/g))
    milliseconds += Number(number) * (UNITS[unit] ?? 0);
  return milliseconds;
};

const UNITS: Readonly<Record<string, number>> = {us: 0.001, ms: 1, s: 1_000, m: 60_000, h: 3_600_000};
