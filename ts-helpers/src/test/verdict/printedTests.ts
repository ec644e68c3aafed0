import {bats} from './printedTests/bats.ts';
import {cargo} from './printedTests/cargo.ts';
import {goTest} from './printedTests/goTest.ts';
import {jest} from './printedTests/jest.ts';
import {minitest} from './printedTests/minitest.ts';
import {mocha} from './printedTests/mocha.ts';
import {nodeSpec} from './printedTests/nodeSpec.ts';
import {phpunit} from './printedTests/phpunit.ts';
import {pytest} from './printedTests/pytest.ts';
import {rspec} from './printedTests/rspec.ts';
import type {Heard, Runner, Total} from './printedTests/runner.ts';
import {tap} from './printedTests/tap.ts';
import {unittest} from './printedTests/unittest.ts';
import {vitest} from './printedTests/vitest.ts';
import {plain} from '../../text/plain.ts';

/** What the output of tests tells of them, where nobody wrote reports. */
export interface PrintedTests {
  failed: number;
  /** Where each runner told how many there were. */
  total?: number;
  tests: PrintedTest[];
}

interface PrintedTest {
  name: string;
  message: string;
  /** All it said. */
  details: string;
}

/** Listens to an output line by line, however long it is. */
export interface TestListener {
  hear(line: string): void;
  /** All that failed; undefined where no runner gave a total with failures in it. */
  failures(): PrintedTests | undefined;
  /** The same, but by the last total of each run alone: what failed first may have been tried again. */
  failuresInTheEnd(): PrintedTests | undefined;
  /** How many were run, by all totals together; undefined where one leaves it open, or several kinds of runner tell. */
  total(): number | undefined;
  /** How many of them were not run, as far as runners tell. */
  skipped(): number;
}

const RUNNERS: readonly Runner[] = [
  bats,
  cargo,
  goTest,
  jest,
  minitest,
  mocha,
  nodeSpec,
  phpunit,
  pytest,
  rspec,
  tap,
  unittest,
  vitest,
];

const LONGEST_LINE = 2_000;
const MOST_TESTS = 50;
/** Of what a test says: its beginning, and its end, where some tell what went wrong. */
const MOST_LINES = 60;
const FIRST_LINES = 20;

export const listenForTests = (): TestListener => {
  const ears = RUNNERS.map(earOf);
  return {
    hear: line => {
      const text = plain(line.slice(0, LONGEST_LINE)).trimEnd();
      for (const ear of ears) ear.hear(text);
    },
    failures: () => together(ears, ({totals}) => totals),
    failuresInTheEnd: () => together(ears, lastTotals),
    total: () => {
      const [ear, ...others] = ears.filter(({totals}) => totals.length > 0);
      return ear === undefined || others.length > 0 ? undefined : sumOf(ear.totals);
    },
    skipped: () => ears.flatMap(({totals}) => totals).reduce((all, {skipped = 0}) => all + skipped, 0),
  };
};

const lastTotals = ({totals}: Ear): Total[] => [...new Map(totals.map(one => [one.of, one])).values()];

interface Ear {
  runner: Runner;
  hear(line: string): void;
  totals: Total[];
  told: Map<string, Told>;
}

interface Told {
  says?: string;
  lines: string[];
}

const earOf = (runner: Runner): Ear => {
  const listen = runner.listen();
  const totals: Total[] = [];
  const told = new Map<string, Told>();
  let open: string[] | undefined;
  const take = ({failed, says, lines = []}: Heard): void => {
    if (failed === undefined) return;
    const known = told.get(failed);
    open = known === undefined || known.lines.length === 0 ? [...lines] : undefined;
    if (known === undefined && told.size >= MOST_TESTS) return;
    told.set(failed, {lines: open ?? known?.lines ?? [], ...(says !== undefined && {says})});
  };
  return {
    runner,
    totals,
    told,
    hear: line => {
      const heard = listen(line);
      take(heard);
      if (heard.total?.amends) totals.pop();
      if (heard.total) totals.push(heard.total);
      if (heard.ends) open = undefined;
      if (heard.failed !== undefined || open === undefined) return;
      open.push(line);
      if (open.length > MOST_LINES) open.splice(FIRST_LINES, 1);
    },
  };
};

const together = (
  ears: readonly Ear[],
  totalsOf: (ear: Ear) => readonly Total[],
): PrintedTests | undefined => {
  const failing = ears.flatMap(ear => {
    const totals = totalsOf(ear);
    const failed = totals.reduce((all, one) => all + one.failed, 0);
    return failed === 0 ? [] : [{totals, failed, tests: testsOf(ear).slice(-failed)}];
  });
  if (failing.length === 0) return undefined;
  const total = sumOf(failing.flatMap(({totals}) => totals));
  return {
    failed: failing.reduce((all, {failed}) => all + failed, 0),
    ...(total !== undefined && {total}),
    tests: failing.flatMap(({tests}) => tests),
  };
};

const sumOf = (totals: readonly Total[]): number | undefined => {
  const known = totals.flatMap(({total}) => total ?? []);
  return known.length === totals.length && known.length > 0
    ? known.reduce((all, one) => all + one, 0)
    : undefined;
};

const testsOf = ({runner, told}: Ear): PrintedTest[] =>
  [...told].flatMap(([name, {says, lines}]) => {
    if ([...told.keys()].some(other => runner.holds?.(name, other))) return [];
    const read = runner.read(lines);
    return read === undefined
      ? []
      : [{name, message: says ?? read.message, details: read.lines.join('\n').trim()}];
  });
