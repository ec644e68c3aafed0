/** How a test runner says that a test begins, and, in the same line or a later one, that it has ended. */
interface Runner {
  /** Its first group is the name of the test. */
  begins: RegExp;
  /** Its first group is the name of the test that has ended; where that does not match, it is the one that began last. */
  ends: RegExp;
}

const RUNNERS: readonly Runner[] = [
  // go test -v
  {begins: /^ {0,40}=== (?:RUN|CONT) {1,4}(\S+)/, ends: /^ {0,40}--- (?:PASS|FAIL|SKIP): (\S+)/},
  // gotestsum, Gradle
  {begins: /^ {0,40}(\S.{0,300}) STARTED$/, ends: /^ {0,40}(\S.{0,300}) (?:PASSED|FAILED|SKIPPED)$/},
  // pytest -v, of pytest-xdist too
  {
    begins: /^(?:\[gw\d+\] )?(\S{1,300}\.py::\S{1,300})/,
    ends: /^(?:\[gw\d+\] (?:\[ *\d+%\] )?)?(?:PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)? ?(\S{1,300}::\S{1,300}) {1,4}(?:PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS|\[)/,
  },
  // unittest and Django with -v 2
  {
    begins: /^(\w+ \([\w.]+\))(?: \.\.\.)?/,
    ends: /^(\w+ \([\w.]+\))?.{0,500}\.\.\. (?:ok|FAIL|ERROR|skipped|expected failure)/,
  },
  // ctest
  {begins: /^ {0,40}Start +\d+: (\S.{0,300})$/, ends: /^ {0,40}\d+\/\d+ Test +#\d+: (\S{1,300})/},
  // surefire
  {
    begins: /^(?:\[INFO\] )?Running (\S{1,300})$/,
    ends: /^(?:\[\w+\] )?Tests run: \d+.{0,200}(?:in| - in) (?:class )?(\S{1,300})$/,
  },
  // PHPUnit --debug
  {begins: /^Test '(.{1,300})' started$/, ends: /^Test '(.{1,300})' ended$/},
  {begins: /^Test Prepared \((.{1,300})\)$/, ends: /^Test Finished \((.{1,300})\)$/},
  // cargo test, as one that hangs tells of itself
  {
    begins: /^test (\S{1,300}) has been running for over/,
    ends: /^test (\S{1,300}) \.\.\. (?:ok|FAILED|ignored)/,
  },
  // Jest in a terminal, and Vitest
  {begins: /^ ?RUNS {1,3}(\S.{0,300})$/, ends: /^ ?(?:PASS|FAIL) {1,3}(\S.{0,300})$/},
];

/** The test that had begun, and not ended, where the lines tell; the one that began last, where there are several. */
export const runningTest = (lines: readonly string[]): string | undefined => {
  for (const runner of RUNNERS) {
    const running = runningBy(runner, lines);
    if (running !== undefined) return running;
  }
  return undefined;
};

const runningBy = ({begins, ends}: Runner, lines: readonly string[]): string | undefined => {
  const open = new Set<string>();
  for (const line of lines) {
    const end = ends.exec(line);
    const begun = begins.exec(line)?.[1];
    if (end) open.delete(end[1] ?? [...open].at(-1) ?? '');
    else if (begun !== undefined) open.add(begun);
  }
  return [...open].at(-1);
};
