import process from 'node:process';
import type {Invocation} from './cli/parse.ts';
import type {Finished} from './context.ts';
import type {StageResult} from './domain/result.ts';
import type {Masks} from './report/mask.ts';

declare const COUNTABLE_VERSION: string | undefined;

const VERSION = typeof COUNTABLE_VERSION === 'string' ? COUNTABLE_VERSION : 'from source';

/** `countable` with these words; sets the exit code. The only place that shows errors. */
const main = async (words: readonly string[]): Promise<void> => {
  // Before anything is loaded: scripts ask for it often.
  if (words.includes('--version')) {
    process.stdout.write(`countable ${VERSION}\n`);
    return;
  }
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosed);
  const [{createMasks}, {isPlainWord}, {toErrorReport}] = await Promise.all([
    import('./report/mask.ts'),
    import('./adapters/plainWords.ts'),
    import('./commands/stage.ts'),
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
    finished = await perform(invocation, masks, bugs);
  } catch (error) {
    finished = failed(told(error), invocation);
  }
  try {
    await keep(finished, invocation, masks);
  } catch (error) {
    finished = {...finished, error: told(error)};
  }
  await show(finished, invocation, {masks, json: words.includes('--json')});
  if (bugs.length === 0) return;
  const {reportBugs} = await import('./context/bugs.ts');
  await reportBugs(bugs, {masks, version: VERSION, verb: invocation?.verb});
};

const parsed = async (words: readonly string[]): Promise<Invocation> =>
  (await import('./cli/parse.ts')).parse(words);

const perform = async (invocation: Invocation, masks: Masks, bugs: unknown[]): Promise<Finished> => {
  if (invocation.flags.help || invocation.verb === 'help') return help(invocation);
  const [{run}, {createWorld}] = await Promise.all([import('./context.ts'), import('./context/process.ts')]);
  return run(invocation, await createWorld(invocation.flags, masks, error => bugs.push(error)));
};

const help = async ({verb, arguments: [topic]}: Invocation): Promise<Finished> => {
  const {helpFor} = await import('./cli/help.ts');
  const text = helpFor(verb === 'help' ? topic : verb);
  return {result: {help: text}, text};
};

/** Jenkins hands a failed plan to the notifier like any other stage. */
const failed = (error: NonNullable<Finished['error']>, invocation: Invocation | undefined): Finished => ({
  result: {
    stage: invocation?.verb === 'plan' ? 'Plan' : (invocation?.verb ?? 'countable'),
    outcome: 'failed',
    startedAt: new Date().toISOString(),
    durationMs: 0,
    error,
  } satisfies StageResult,
  error,
});

/** Leaves the result where `--result` wants it. */
const keep = async ({result}: Finished, invocation: Invocation | undefined, masks: Masks): Promise<void> => {
  const file = invocation?.flags.result;
  if (file === undefined) return;
  const {createFiles} = await import('./adapters/files.ts');
  await createFiles().writeText(file, `${masks.json(result)}\n`);
};

const show = async (
  {result, error, text}: Finished,
  invocation: Invocation | undefined,
  {masks, json}: {masks: Masks; json: boolean},
): Promise<void> => {
  if (json) process.stdout.write(`${masks.json(result)}\n`);
  else if (text !== undefined) process.stdout.write(text);
  else if (invocation && !error) {
    const {renderResult} = await import('./report/result.ts');
    process.stdout.write(renderResult(masks.data(result), invocation));
  }
  if (!error) return;
  const [{renderError}, {wantsColours}] = await Promise.all([
    import('./report/error.ts'),
    import('./report/colours.ts'),
  ]);
  process.stderr.write(renderError(masks.data(error), wantsColours(process.env, process.stderr.isTTY)));
  process.exitCode = error.exitCode;
};

/** Who reads us may stop at any time, `| head` for one, and a terminal may go away: the work goes on to its end. */
const ignoreClosed = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
};

await main(process.argv.slice(2));
