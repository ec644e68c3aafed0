import {spawnSync} from 'node:child_process';
import {rmSync} from 'node:fs';
import {DOCUMENTS} from '../vendors/documents.ts';
import {hasDocument} from '../vendors/folder.ts';
import {mochaCounts} from './counts.ts';
import {keepOutput} from './kept.ts';
import {limited} from './limited.ts';
import {forgetRunning, runningTests} from './running.ts';
import {canHaveSwarm} from '../../test/e2e/support/swarmEngine.ts';
import {reasonsToSkip} from './skipped.ts';
import {chosen, sideBySide, type Suite} from './suites.ts';
import {checked, judged, lateness, summary, type Outcome} from './verdict.ts';

const begun = performance.now();
const secondsSince = (start: number) => (performance.now() - start) / 1000;
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interruption.abort(signal);
  });
}

const run = async (suite: Suite, output?: number): Promise<Outcome> => {
  const {name, command, minutes, results, clears, count} = suite;
  for (const stale of [results, clears])
    if (stale !== undefined) rmSync(stale, {recursive: true, force: true});
  const start = performance.now();
  const {exitCode, isLate} = await limited(command, {
    milliseconds: minutes * 60_000,
    stop: interruption.signal,
    ...(output !== undefined && {output}),
  });
  const verdict = results !== undefined && count ? judged(count(results), exitCode) : checked(exitCode);
  const late = isLate && {note: lateness(minutes, count === mochaCounts ? runningTests() : [])};
  return {suite: name, seconds: secondsSince(start), ...verdict, ...late};
};

const announce = ({name, command}: Suite): void => {
  console.log(`\n=== ${name}: ${command.join(' ')}`);
};

/** One after another, until somebody interrupts; what they print is shown by `show`, each as a whole. */
const runQuietly = async (suites: readonly Suite[]): Promise<{outcomes: Outcome[]; show: () => void}> => {
  const outcomes: Outcome[] = [];
  const kept: (() => void)[] = [];
  for (const suite of suites) {
    if (interruption.signal.aborted) break;
    const {output, show} = keepOutput(suite.name);
    outcomes.push(await run(suite, output));
    kept.push(() => {
      announce(suite);
      show();
    });
  }
  return {
    outcomes,
    show() {
      for (const show of kept) show();
    },
  };
};

const asked = (): readonly Suite[] => {
  try {
    return chosen(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
};

const outcomes: Outcome[] = [];
for (const {first, beside} of sideBySide(asked())) {
  if (interruption.signal.aborted) break;
  announce(first);
  forgetRunning();
  const [outcome, quiet] = await Promise.all([run(first), runQuietly(beside)]);
  outcomes.push(outcome, ...quiet.outcomes);
  quiet.show();
}
if (interruption.signal.aborted)
  console.log('\nInterrupted: the suites after the last one below did not run.');
const reasons = reasonsToSkip({
  missingDocuments: DOCUMENTS.map(({name}) => name).filter(name => !hasDocument(name)),
  isRoot: process.getuid?.() === 0,
  hasSops: spawnSync('sops', ['--help'], {stdio: 'ignore'}).error === undefined,
  hasSwarm: canHaveSwarm(),
});
console.log(`\n${summary(outcomes, {seconds: secondsSince(begun), reasons})}`);
process.exitCode = interruption.signal.aborted ? 130 : outcomes.some(({counts}) => counts.failed > 0) ? 1 : 0;
