import {junitCounts, mochaCounts, type Counts} from './counts.ts';

/** One part of the gate. */
export interface Suite {
  name: string;
  /** Never through a shell; `node_modules/.bin` is in the PATH. */
  command: readonly [string, ...string[]];
  /** Suites of one kind can be asked for together: `script/test checks`. */
  kind: 'checks' | 'unit' | 'groovy' | 'e2e' | 'coverage';
  /**
   * Runs while that one does, which has no hand in what it needs, after others of the kind; what it prints comes when that
   * one has ended.
   */
  beside?: string;
  /** After which it is ended: so long takes only what is stuck, on whatever machine. */
  minutes: number;
  /** Where results of this run will be; removed before, so that nothing stale is counted. */
  results?: string;
  /** Of runs before, removed as well. */
  clears?: string;
  /** Reads `results`. A suite without it is a check and counts as one test. */
  count?: (results: string) => Counts | undefined;
}

const check = (name: string, ...command: [string, ...string[]]): Suite => ({
  name,
  kind: 'checks',
  command,
  minutes: 30,
});
const beside = (other: string, suite: Suite): Suite => ({...suite, beside: other});

const mocha = (
  name: 'unit' | 'outside' | 'e2e',
  {command, minutes}: {command: [string, ...string[]]; minutes: number},
): Suite => {
  const results = `build/gate/${name}.json`;
  const reporter = ['--reporter', 'script/gate/reporter.ts', '--reporter-option', `output=${results}`];
  const running = ['--require', './script/gate/running.ts'];
  const words = [...command, ...reporter, ...running] as const;
  return {name, kind: name === 'e2e' ? 'e2e' : 'unit', command: words, minutes, results, count: mochaCounts};
};

/** Without the second compiler, and with one collector: what is that short pays for neither. */
const JAVA = 'GRADLE_OPTS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';
const GRADLE = ['env', JAVA, 'gradle', '--no-daemon', '--console', 'plain'] as const;

const gradle = (name: string, kind: Suite['kind'], task: string): Suite => ({
  name,
  kind,
  command: [...GRADLE, task],
  minutes: 120,
  results: `build/test-results/${task}`,
  count: junitCounts,
});

/** Node notes what ran, and c8 reads it once, in the end: after each suite it would take as long as a third of the suite. */
const COVERED = ['env', 'NODE_V8_COVERAGE=coverage/tmp', 'mocha'] as const;

/** Everything, in the order it runs: what fails fastest comes first. */
export const suites: readonly Suite[] = [
  check('types', 'tsc', '--noEmit'),
  beside('types', check('lint', 'eslint', '.')),
  check('format', 'prettier', '--check', '--log-level', 'warn', '.'),
  beside('format', check('arrows', 'depcruise', '--config', 'arrows.config.js', 'ts-helpers/src')),
  beside('format', check('bundle', 'node', 'ts-helpers/bundle.ts', '--check')),
  beside('format', check('reference', 'node', 'ts-helpers/reference.ts', '--check')),
  {...mocha('unit', {command: [...COVERED], minutes: 60}), clears: 'coverage'},
  mocha('outside', {command: [...COVERED, '--config', '.mocharc.outside.json'], minutes: 60}),
  beside('outside', {name: 'codenarc', kind: 'groovy', command: [...GRADLE, 'codenarc'], minutes: 60}),
  beside('outside', gradle('groovy-unit', 'groovy', 'test')),
  mocha('e2e', {command: ['mocha', '--config', '.mocharc.e2e.json'], minutes: 240}),
  beside('e2e', gradle('groovy-e2e', 'e2e', 'e2eTest')),
  // Of the tests in process: what the end-to-end tests run are thousands of programs, whose coverage would be gigabytes.
  beside('e2e', {
    name: 'coverage',
    kind: 'coverage',
    command: ['c8', 'report', '--check-coverage'],
    minutes: 30,
  }),
];

/** A suite, and those that run beside it one after another. */
export interface SideBySide {
  first: Suite;
  beside: Suite[];
}

/** All of them in their order; those beside one that was not asked for have nothing to wait for. */
export const sideBySide = (asked: readonly Suite[]): SideBySide[] => {
  const groups: SideBySide[] = [];
  for (const suite of asked) {
    const group = groups.at(-1);
    if (group !== undefined && group.first.name === suite.beside) group.beside.push(suite);
    else groups.push({first: suite, beside: []});
  }
  return groups;
};

/** Suites by their names or kinds; all when none is named. Throws for a name that is neither. */
export const chosen = (names: readonly string[]): readonly Suite[] => {
  const unknown = names.find(name => !suites.some(suite => suite.name === name || suite.kind === name));
  if (unknown !== undefined) {
    const known = [...new Set(suites.flatMap(({kind, name}) => [kind, name]))].join(', ');
    throw new Error(`There is no suite ${unknown}. There are: ${known}`);
  }
  return names.length === 0
    ? suites
    : suites.filter(({name, kind}) => names.includes(name) || names.includes(kind));
};
