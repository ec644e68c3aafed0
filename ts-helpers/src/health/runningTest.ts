/** How a test runner tells of a test: each gives its name, `''` for the one that began last, or nothing. */
interface Runner {
  begins(line: string): string | undefined;
  ends(line: string): string | undefined;
}

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
  for (const line of lines.map(text => text.trim())) {
    const ended = ends(line);
    const begun = ended === undefined ? begins(line) : undefined;
    if (ended !== undefined) open.delete(ended === '' ? ([...open].at(-1) ?? '') : ended);
    if (begun !== undefined) open.add(begun);
  }
  return [...open].at(-1);
};

/** What follows one of the beginnings, or its first word. */
const after = (line: string, ...beginnings: readonly string[]): string | undefined => {
  const beginning = beginnings.find(one => line.startsWith(one));
  return beginning === undefined ? undefined : line.slice(beginning.length).trim();
};
const wordAfter = (line: string, ...beginnings: readonly string[]): string | undefined =>
  after(line, ...beginnings)?.split(' ', 1)[0];

/** What stands before one of the ends. */
const before = (line: string, ...endings: readonly string[]): string | undefined => {
  const ending = endings.find(one => line.endsWith(one));
  return ending === undefined ? undefined : line.slice(0, -ending.length).trim();
};

const between = (line: string, beginning: string, ending: string): string | undefined =>
  before(after(line, beginning) ?? '', ending);

const PYTEST_ENDS = ['PASSED', 'FAILED', 'ERROR', 'SKIPPED', 'XFAIL', 'XPASS'];
const UNITTEST_ENDS = ['... ok', '... FAIL', '... ERROR', '... skipped', '... expected failure'];
/** The words before it are a docstring, or the name of the test. */
const unittestName = (line: string): string | undefined => /^\w+ \([\w.]+\)/.exec(line)?.[0];
const pytestName = (line: string): string | undefined => line.split(' ').find(word => word.includes('.py::'));

const RUNNERS: readonly Runner[] = [
  {
    // go test -v
    begins: line => wordAfter(line, '=== RUN ', '=== CONT '),
    ends: line => wordAfter(line, '--- PASS: ', '--- FAIL: ', '--- SKIP: '),
  },
  {
    // Gradle
    begins: line => before(line, ' STARTED'),
    ends: line => before(line, ' PASSED', ' FAILED', ' SKIPPED'),
  },
  {
    // pytest -v, of pytest-xdist too
    begins: pytestName,
    ends: line => (line.split(' ').some(word => PYTEST_ENDS.includes(word)) ? pytestName(line) : undefined),
  },
  {
    // unittest and Django with -v 2
    begins: unittestName,
    ends: line => (UNITTEST_ENDS.some(end => line.includes(end)) ? (unittestName(line) ?? '') : undefined),
  },
  {
    // ctest
    begins: line => (/^Start +\d+: /.test(line) ? line.slice(line.indexOf(': ') + 2) : undefined),
    ends: line =>
      /^\d+\/\d+ Test +#\d+: /.test(line)
        ? wordAfter(line, line.slice(0, line.indexOf(': ') + 2))
        : undefined,
  },
  {
    // surefire
    begins: line => wordAfter(line, '[INFO] Running ', 'Running '),
    ends: line => (line.includes('Tests run: ') ? line.split(' ').at(-1) : undefined),
  },
  {
    // PHPUnit --debug
    begins: line => between(line, "Test '", "' started") ?? between(line, 'Test Prepared (', ')'),
    ends: line => between(line, "Test '", "' ended") ?? between(line, 'Test Finished (', ')'),
  },
  {
    // cargo test tells so of one that takes long
    begins: line => (line.includes(' has been running for over ') ? wordAfter(line, 'test ') : undefined),
    ends: line => (line.includes(' ... ') ? wordAfter(line, 'test ') : undefined),
  },
  {
    // Jest and Vitest
    begins: line => after(line, 'RUNS '),
    ends: line => after(line, 'PASS ', 'FAIL '),
  },
];
