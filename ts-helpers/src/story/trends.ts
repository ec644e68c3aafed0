import type {Memory} from '../seam/memory.ts';
import type {StageResult} from '../result/result.ts';

/** A stage that suddenly took twice as long as it usually does. Seconds. */
export interface SlowStage {
  stage: string;
  seconds: number;
  median: number;
}

const ENOUGH_BUILDS = 5;
const FACTOR = 2;
/** Below, nobody minds. */
const NOTICEABLE_SECONDS = 10;

/** Told when it begins: a stage that was as slow in the build before is no news. */
export const slowStages = (results: readonly StageResult[], {builds}: Memory): SlowStage[] =>
  results.flatMap(({stage, outcome, durationMs}) => {
    if (outcome !== 'passed') return [];
    const earlier = builds.flatMap(({stages}) =>
      stages.filter(({name}) => name === stage).map(({seconds}) => seconds),
    );
    const [last] = earlier;
    if (last === undefined || earlier.length < ENOUGH_BUILDS) return [];
    const median = medianOf(earlier);
    const isSlow = (seconds: number) => seconds > median * FACTOR && seconds - median >= NOTICEABLE_SECONDS;
    const seconds = durationMs / 1000;
    return isSlow(seconds) && !isSlow(last) ? [{stage, seconds, median}] : [];
  });

const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** Tests that failed in an earlier build of the same commit, and passed in this one. */
export const flakyTests = (
  commit: string | null,
  results: readonly StageResult[],
  {builds}: Memory,
): string[] => {
  const failing = new Set(
    results.flatMap(({failedTests = [], error}) => [
      ...failedTests.map(({name}) => name),
      ...(error?.evidence.failedTests ?? []).map(({name}) => name),
    ]),
  );
  const ran = new Set(results.filter(({tests}) => tests !== undefined).map(({stage}) => stage));
  const earlier = builds.filter(build => build.commit === commit).flatMap(({failures}) => failures);
  const passed = earlier
    // Tests of a stage that did not get to them neither passed nor failed.
    .filter(({stage}) => ran.has(stage))
    .flatMap(({tests}) => tests)
    .filter(name => !failing.has(name));
  return [...new Set(passed)];
};
