import {spawnSync} from 'node:child_process';
import {rmSync} from 'node:fs';
import {DOCUMENTS} from '../vendors/documents.ts';
import {hasDocument} from '../vendors/folder.ts';
import {limited} from './limited.ts';
import {forgetRunning, runningTests} from './running.ts';
import {reasonsToSkip} from './skipped.ts';
import {chosen, type Suite} from './suites.ts';
import {checked, judged, lateness, summary, type Outcome} from './verdict.ts';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interruption.abort(signal);
  });
}

const run = async ({name, command, minutes, results, count}: Suite): Promise<Outcome> => {
  console.log(`\n=== ${name}: ${command.join(' ')}`);
  if (results !== undefined) rmSync(results, {recursive: true, force: true});
  const start = performance.now();
  forgetRunning();
  const {exitCode, isLate} = await limited(command, {
    milliseconds: minutes * 60_000,
    stop: interruption.signal,
  });
  const verdict = results !== undefined && count ? judged(count(results), exitCode) : checked(exitCode);
  const late = isLate && {note: lateness(minutes, runningTests())};
  return {suite: name, seconds: (performance.now() - start) / 1000, ...verdict, ...late};
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
for (const suite of asked()) {
  if (!interruption.signal.aborted) outcomes.push(await run(suite));
}
if (interruption.signal.aborted)
  console.log('\nInterrupted: the suites after the last one below did not run.');
const reasons = reasonsToSkip({
  missingDocuments: DOCUMENTS.map(({name}) => name).filter(name => !hasDocument(name)),
  isRoot: process.getuid?.() === 0,
  hasSops: spawnSync('sops', ['--help'], {stdio: 'ignore'}).error === undefined,
});
console.log(`\n${summary(outcomes, reasons)}`);
process.exitCode = interruption.signal.aborted ? 130 : outcomes.some(({counts}) => counts.failed > 0) ? 1 : 0;
