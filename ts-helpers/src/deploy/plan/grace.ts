import type {ComposeService} from '../../compose/model.ts';

/** Docker's own. */
const DEFAULT_MS = 10_000;

/** How long a service may take to end, as its `stop_grace_period` says: `1m30s`. */
export const graceOf = ({stop_grace_period: said}: ComposeService): number => {
  if (typeof said !== 'string') return DEFAULT_MS;
  let milliseconds = 0;
  for (const [, number = '0', unit = 's'] of said.matchAll(/(\d{1,9}(?:\.\d{1,9})?)(ms|us|h|m|s)/g))
    milliseconds += Number(number) * (UNITS[unit] ?? 0);
  return milliseconds;
};

const UNITS: Readonly<Record<string, number>> = {us: 0.001, ms: 1, s: 1_000, m: 60_000, h: 3_600_000};
