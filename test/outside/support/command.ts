import {tmpdir} from 'node:os';
import process from 'node:process';
import {outputOf} from '../../../ts-helpers/src/cli/output.ts';
import {type Invocation, parse} from '../../../ts-helpers/src/cli/parse.ts';
import {isPlainWord} from '../../../ts-helpers/src/outside/plainWords.ts';
import {createConsoleVoice} from '../../../ts-helpers/src/run/console.ts';
import type {Finished} from '../../../ts-helpers/src/run/finished.ts';
import type {Variables} from '../../../ts-helpers/src/run/variables.ts';
import {createMasks, type Masks} from '../../../ts-helpers/src/secrets/mask.ts';
import {secretsOfVariables} from '../../../ts-helpers/src/secrets/secrets.ts';
import {toErrorReport} from '../../../ts-helpers/src/stage/runStage.ts';
import type {Run, RunOptions} from '../../e2e/support/cli.ts';
import {checkShape} from '../../e2e/support/leftShape.ts';

export const run = async (
  words: readonly string[],
  {cwd = process.cwd(), env = {}}: Pick<RunOptions, 'cwd' | 'env'>,
): Promise<Run> => {
  const environment = {...process.env, NO_COLOR: '1', ...env};
  const masks = createMasks(isPlainWord);
  for (const {value, name} of secretsOfVariables(environment)) masks.hide(value, name);
  let told = '';
  const tell = (text: string) => {
    told += text;
  };
  let invocation: Invocation | undefined;
  let finished: Finished;
  try {
    invocation = await parse(words);
    finished = await perform(invocation, {environment, folder: cwd, masks, tell});
  } catch (error) {
    const report = toErrorReport(error);
    if (report.code === 'INTERNAL') throw error;
    finished = {result: {error: report}, error: report};
  }
  const reader = {masks, json: words.includes('--json'), environment, isTerminal: false};
  const {stdout, stderr} = await outputOf(finished, invocation, reader);
  checkShape(words, stdout);
  return {exitCode: finished.error?.exitCode ?? 0, stdout, stderr: `${told}${stderr}`};
};

interface Place {
  environment: NodeJS.ProcessEnv;
  folder: string;
  masks: Masks;
  tell(text: string): void;
}

const perform = ({verb, given}: Invocation, {environment, folder, masks, tell}: Place): Promise<Finished> => {
  const voice = createConsoleVoice({
    write: tell,
    now: () => new Date(),
    elapsed: () => performance.now(),
    masks,
    isTerminal: false,
    columns: undefined,
    colours: false,
    verbose: given.verbose,
    quiet: given.quiet,
    onBug: error => {
      throw error;
    },
  });
  return verb.run(given, {
    variables: environment as Variables,
    inherited: environment,
    folder,
    home: environment['HOME'] ?? tmpdir(),
    user: 'ada',
    voice,
    mask: masks.mask,
    maskData: masks.data,
    signal: new AbortController().signal,
    hold: () => () => undefined,
  });
};
