import {spawn} from 'node:child_process';
import {rmSync} from 'node:fs';
import {chosen, type Suite} from './suites.ts';
import {checked, judged, summary, type Outcome} from './verdict.ts';

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true;
    running?.kill(signal);
  });
}
let running: ReturnType<typeof spawn> | undefined;

/** Resolves to the exit code; 128 and more for a signal, as a shell says it. */
const exitCodeOf = ([program, ...args]: Suite['command']): Promise<number> =>
  new Promise((resolve, reject) => {
    running = spawn(program, args, {stdio: ['ignore', 'inherit', 'inherit']});
    running.once('error', reject);
    running.once('exit', (code, signal) => {
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });

const run = async ({name, command, results, count}: Suite): Promise<Outcome> => {
  console.log(`\n=== ${name}: ${command.join(' ')}`);
  if (results !== undefined) rmSync(results, {recursive: true, force: true});
  const start = performance.now();
  const exitCode = await exitCodeOf(command);
  const verdict = results !== undefined && count ? judged(count(results), exitCode) : checked(exitCode);
  return {suite: name, seconds: (performance.now() - start) / 1000, ...verdict};
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
  if (!interrupted) outcomes.push(await run(suite));
}
if (interrupted) console.log('\nInterrupted: the suites after the last one below did not run.');
console.log(`\n${summary(outcomes)}`);
process.exitCode = interrupted ? 130 : outcomes.some(({counts}) => counts.failed > 0) ? 1 : 0;
