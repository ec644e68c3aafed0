import {homedir, hostname, userInfo} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {readBoundedText} from '../outside/boundedFile.ts';
import {killAll} from '../outside/processGroup.ts';
import type {GivenToAll} from '../run/verb.ts';
import {misspeltVariables} from './misspelt.ts';
import {type Secret, secretsOfFile, secretsOfVariables, wordsOfNames} from '../secrets/secrets.ts';
import type {Variables} from '../run/variables.ts';
import type {Held} from '../run/held.ts';
import {UserError} from '../errors/userError.ts';
import {readableRemedy, whyUnread} from '../errors/givenFile.ts';
import type {Voice} from '../run/voice.ts';
import {wantsColours} from '../run/colours.ts';
import {createConsoleVoice} from '../run/console.ts';
import {ENV_FILE} from '../project/secretFiles.ts';
import {TEST_ENV_FILE} from '../project/testVariables.ts';
import type {Masks} from '../secrets/mask.ts';
import type {World} from '../run/world.ts';

/** The world of this process. Throws BAD_ARGUMENT when the file with the secrets cannot be read. */
export const createWorld = async (
  {verbose, quiet}: Pick<GivenToAll, 'verbose' | 'quiet'>,
  masks: Masks,
  onBug: (error: unknown) => void,
): Promise<World> => {
  const {env: environment, stderr} = process;
  for (const {value, name} of await secretsIn(environment)) masks.hide(value, name);
  const user = unlessNameless(() => userInfo().username, `user ${process.getuid?.() ?? ''}`);
  masks.spare(wordsOfNames(user, hostname(), process.cwd()));
  const voice = createConsoleVoice({
    write: text => stderr.write(text),
    now: () => new Date(),
    elapsed: () => performance.now(),
    masks,
    isTerminal: stderr.isTTY && environment['TERM'] !== 'dumb' && environment['CI'] === undefined,
    // Some pseudo-terminals say 0.
    columns: stderr.columns || undefined,
    colours: wantsColours(environment, stderr.isTTY),
    verbose,
    quiet,
    onBug,
  });
  for (const misspelt of misspeltVariables(environment)) voice.warn(misspelt);
  const held = new Set<Held>();
  const signal = abortedBySignals(held, voice);
  const isAttended = process.stdin.isTTY && stderr.isTTY && environment['CI'] === undefined;
  return {
    variables: environment as Variables,
    inherited: environment,
    folder: process.cwd(),
    home: unlessNameless(() => homedir() || userInfo().homedir, '/'),
    user,
    voice,
    mask: masks.mask,
    maskData: masks.data,
    signal,
    ...(isAttended && {ask: question => askPerson(question, signal)}),
    hold(one) {
      held.add(one);
      return () => held.delete(one);
    },
  };
};

const askPerson = async (question: string, signal: AbortSignal): Promise<string> => {
  const {createInterface} = await import('node:readline/promises');
  const terminal = createInterface({input: process.stdin, output: process.stderr});
  try {
    return await terminal.question(question, {signal});
  } catch (error) {
    signal.throwIfAborted();
    // Ctrl-D, or a terminal that went away.
    if ((error as Error).name !== 'AbortError') throw error;
    throw new UserError('INTERRUPTED', 'The question was left without an answer.', {cause: error});
  } finally {
    terminal.close();
  }
};

/** Whatever this process was given, by Jenkins or a shell: tokens, addresses with passwords, the file with the secrets. */
const secretsIn = async (environment: NodeJS.ProcessEnv): Promise<Secret[]> => {
  const given = [ENV_FILE, TEST_ENV_FILE].map(async variable => {
    const file = environment[variable];
    return file ? secretsOfFile(await readEnvFile(file, variable), environment) : [];
  });
  return [...secretsOfVariables(environment), ...(await Promise.all(given)).flat()];
};

const readEnvFile = async (file: string, variable: string): Promise<string> => {
  try {
    return await readBoundedText(file);
  } catch (cause) {
    throw new UserError('BAD_ARGUMENT', whyUnread(path.resolve(file), cause), {
      where: variable,
      remedy:
        readableRemedy(path.resolve(file), cause) ??
        `Correct ${variable}: it names the secret file that ${variable === ENV_FILE ? 'becomes .env' : 'the variables of the tests come from'}.`,
      cause,
    });
  }
};

/** In a container the user is often a number that the system has no name for. */
const unlessNameless = (ask: () => string, otherwise: string): string => {
  try {
    return ask();
  } catch {
    return otherwise;
  }
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The first signal lets the verb clean up; a second ends it at once, and says what stays. */
const abortedBySignals = (held: ReadonlySet<Held>, voice: Pick<Voice, 'warn'>): AbortSignal => {
  const controller = new AbortController();
  // Whatever ends this process ends what it runs.
  process.on('exit', killAll);
  for (const name of SIGNALS) {
    const again = name === 'SIGINT' ? 'a second Ctrl-C' : 'a second signal';
    process.on(name, () => {
      const interrupted = new UserError('INTERRUPTED', `Stopped by ${name}.`);
      if (controller.signal.aborted) {
        for (const {left} of held) voice.warn(left());
        process.exit(interrupted.exitCode);
      }
      for (const {stopping} of held) voice.warn(stopping(again));
      controller.abort(interrupted);
    });
  }
  return controller.signal;
};
