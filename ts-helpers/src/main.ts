import process from 'node:process';
// It loads what it prints with when it prints.
import {outputOf} from './cli/output.ts';
import type {Invocation} from './cli/parse.ts';
import type {StageResult} from './result/result.ts';
import type {Masks} from './secrets/mask.ts';
import type {Finished} from './run/finished.ts';
import {unforeseen} from './run/unforeseen.ts';

declare const COUNTABLE_VERSION: string | undefined;

const VERSION = typeof COUNTABLE_VERSION === 'string' ? COUNTABLE_VERSION : 'from source';

/** `countable` with these words; sets the exit code. The only place that shows errors. */
const main = async (words: readonly string[]): Promise<void> => {
  const unwritten = watchStreams();
  // Before anything is loaded: scripts ask for it often.
  if (words.includes('--version')) {
    process.stdout.write(`countable ${VERSION}\n`);
    return showUnwritten(unwritten);
  }
  const uncaught = unforeseen();
  const [{createMasks}, {isPlainWord}, {toErrorReport}] = await Promise.all([
    import('./secrets/mask.ts'),
    import('./outside/plainWords.ts'),
    import('./stage/runStage.ts'),
  ]);
  const masks = createMasks(isPlainWord);
  const bugs: unknown[] = [];
  const told = (error: unknown) => {
    const report = toErrorReport(error);
    if (report.code === 'INTERNAL') bugs.push(error);
    return report;
  };
  let invocation: Invocation | undefined;
  let finished: Finished;
  try {
    invocation = await parsed(words);
    finished = await Promise.race([perform(invocation, masks, bugs), uncaught]);
  } catch (error) {
    finished = failed(told(error), invocation);
  }
  finished = await readable(finished, bugs);
  try {
    await keep(finished, invocation, masks);
  } catch (error) {
    finished = await readable({...finished, error: told(error)}, bugs);
  }
  await show(finished, invocation, {masks, json: words.includes('--json')});
  if (bugs.length > 0) {
    const {reportBugs} = await import('./bugs/bugs.ts');
    await reportBugs(bugs, {masks, version: VERSION, verb: invocation?.verb.name});
  }
  await showUnwritten(unwritten);
  // What still holds on, a connection or a program that hangs, has nothing more to say.
  setTimeout(() => process.exit(), LINGER_MS).unref();
};

const LINGER_MS = 2_000;

const parsed = async (words: readonly string[]): Promise<Invocation> =>
  (await import('./cli/parse.ts')).parse(words);

const perform = async (invocation: Invocation, masks: Masks, bugs: unknown[]): Promise<Finished> => {
  const {verb, given} = invocation;
  if (given.help) return help(verb);
  const {createWorld} = await import('./cli/process.ts');
  const world = await createWorld(given, masks, error => bugs.push(error));
  // At a laptop nothing more is loaded for it.
  if (given.facts !== undefined) await (await import('./cli/trusted.ts')).refuseUntrusted(invocation, world);
  return verb.run(given, world);
};

const help = async ({name}: Invocation['verb']): Promise<Finished> => {
  const [{helpFor}, {loadVerbs}] = await Promise.all([import('./cli/help.ts'), import('./cli/registry.ts')]);
  const text = helpFor(name.split(' '), await loadVerbs());
  return {result: {help: text}, text};
};

/** Jenkins hands a failed plan to the notifier like any other stage. */
const failed = (error: NonNullable<Finished['error']>, invocation: Invocation | undefined): Finished => ({
  result: {
    stage: invocation?.verb.name === 'plan' ? 'Plan' : (invocation?.verb.name ?? 'countable'),
    outcome: 'failed',
    startedAt: new Date().toISOString(),
    durationMs: 0,
    error,
  } satisfies StageResult,
  error,
});

/** With the places of our sources in what tells of bugs, and in the bugs. */
const readable = async (finished: Finished, bugs: readonly unknown[]): Promise<Finished> => {
  if (bugs.length === 0) return finished;
  const [{inSources, stackInSources}, {eachText}] = await Promise.all([
    import('./run/sources.ts'),
    import('./text/eachText.ts'),
  ]);
  const change = inSources(import.meta.dirname);
  for (const bug of bugs) stackInSources(bug, change);
  return eachText(finished, change);
};

/** Leaves the result where `--result` wants it. */
const keep = async ({result}: Finished, invocation: Invocation | undefined, masks: Masks): Promise<void> => {
  const file = invocation?.given.result;
  if (file === undefined) return;
  const [{createFiles}, {sealed}] = await Promise.all([
    import('./outside/files.ts'),
    import('./seam/version.ts'),
  ]);
  await createFiles().writeText(file, `${masks.json(sealed(result))}\n`);
};

const show = async (
  finished: Finished,
  invocation: Invocation | undefined,
  {masks, json}: {masks: Masks; json: boolean},
): Promise<void> => {
  const colours = {environment: process.env, isTerminal: process.stderr.isTTY};
  const {stdout, stderr} = await outputOf(finished, invocation, {masks, json, ...colours});
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = finished.error?.exitCode ?? finished.exitCode;
};

/**
 * Who reads us may stop at any time, `| head` for one, and a terminal may go away: the work goes on to its end. Other
 * failures to write, a full disk for one, are collected.
 */
const watchStreams = (): NodeJS.ErrnoException[] => {
  const failures: NodeJS.ErrnoException[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') failures.push(error);
    });
  }
  return failures;
};

/** What was to be read never arrived, and that is no success. */
const showUnwritten = async (failures: readonly NodeJS.ErrnoException[]): Promise<void> => {
  await Promise.all([process.stdout, process.stderr].map(written));
  if (failures.length === 0) return;
  const {systemProblem} = await import('./errors/system.ts');
  const problem = systemProblem(failures[0]);
  process.stderr.write(`✗ ${problem?.code}: ${problem?.message}\n`);
  process.exitCode ||= problem?.exitCode ?? 1;
};

const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise(resolve => {
    stream.write('', () => {
      resolve();
    });
  });

await main(process.argv.slice(2));
