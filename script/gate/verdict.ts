import {nothing, sum, type Counts} from './counts.ts';

/** How one suite went. */
export interface Outcome {
  suite: string;
  counts: Counts;
  seconds: number;
  /** Why it failed, where its counts do not say it. */
  note?: string;
}

/**
 * A suite's counts together with its exit code: a suite that ran no test, or failed outside its tests
 * (a coverage threshold, a crash), has one failure more.
 */
export const judged = (counts: Counts | undefined, exitCode: number): Pick<Outcome, 'counts' | 'note'> => {
  const seen = counts ?? nothing();
  const failed = (note: string) => ({counts: sum(seen, {...nothing(), failed: 1}), note});
  if (!counts) return failed(`left no results (exit code ${exitCode})`);
  if (seen.passed + seen.failed === 0) return failed('ran no test');
  if (exitCode !== 0 && seen.failed === 0) return failed(`exit code ${exitCode}, although no test failed`);
  return {counts: seen};
};

/** A check has no tests of its own: it counts as one. */
export const checked = (exitCode: number): Pick<Outcome, 'counts'> => ({
  counts: {...nothing(), ...(exitCode === 0 ? {passed: 1} : {failed: 1})},
});

/** Of a suite that was ended. A test that is stuck is named; where none is, what is stuck is the end of the program. */
export const lateness = (minutes: number, running: readonly string[]): string =>
  `did not end within ${minutes} min and was ended; ${
    running.length > 0 ? `running was: ${running.join('; ')}` : 'no test was running'
  }`;

/** The end of the gate's output, after so many seconds; its last line is the sum. `reasons` may be why tests were skipped. */
export const summary = (
  outcomes: readonly Outcome[],
  {seconds, reasons = []}: {seconds: number; reasons?: readonly string[]},
): string => {
  const total = outcomes.map(({counts}) => counts).reduce(sum, nothing());
  return [
    ...outcomes.map(row),
    row({suite: 'total', counts: total, seconds}),
    ...total.failures.map(failure => `failed: ${failure}`),
    ...total.skipped.map(name => `skipped: ${name}`),
    ...(total.skipped.length > 0 ? reasons : []),
    `${total.passed} passed, ${total.failed} failed`,
  ].join('\n');
};

const row = ({suite, counts, seconds, note}: Outcome): string =>
  [
    counts.failed === 0 ? '✓' : '✗',
    suite.padEnd(12),
    `${String(counts.passed).padStart(5)} passed`,
    `${String(counts.failed).padStart(4)} failed`,
    `${String(counts.skipped.length).padStart(4)} skipped`,
    `${seconds.toFixed(1).padStart(7)} s`,
    ...(note === undefined ? [] : [` ${note}`]),
  ].join(' ');
