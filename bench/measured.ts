import {cpus, totalmem} from 'node:os';

/** The value below which that share of all lies: 0.5 for the median. */
export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)]!;

/** How many times as long each round took. */
export const quotients = (ours: readonly number[], bare: readonly number[]): number[] =>
  ours.map((one, round) => one / bare[round]!);

/** All rounds, and their median. */
export const told = (what: string, of: readonly number[]): string =>
  `${what}: ${of.map(one => one.toFixed(2)).join(', ')}; median ${quantile(of, 0.5).toFixed(2)}`;

/** What it was measured on. */
export const machine = (nodeVersion: string): string =>
  `Node ${nodeVersion}, ${cpus()[0]?.model} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GB`;

/** Seconds. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};
