import {randomBytes} from 'node:crypto';
import {CommandFailed} from '../errors/userError.ts';
import type {NamedPipe, NamedPipes} from '../outside/namedPipes.ts';
import {feed, type Piped} from '../outside/pipe.ts';
import {wholeText} from '../outside/wholeText.ts';
import type {Inside} from './inside.ts';
import type {Large} from './large.ts';

/** Where a container has the folder of the pipes. */
export const PIPES = '/countable';

/**
 * Tools of a container that has the pipes of this machine: what they read and write goes round the engine. Undefined where none
 * of it arrives, as with an engine on another machine.
 */
export const throughPipes = async (inside: Inside, pipes: NamedPipes): Promise<Large | undefined> => {
  const large: Large = {
    async dump(words) {
      const pipe = await pipes.make();
      const piped = started(inside, 'pipe=$1; shift; exec "$@" > "$pipe"', [at(pipe), ...words]);
      return {...piped, output: pipe.from(piped)};
    },
    async restore(words, source, hear) {
      const pipe = await pipes.make();
      const piped = started(inside, 'pipe=$1; shift; cat < "$pipe" | "$@"', [at(pipe), ...words]);
      const input = await pipe.into(piped);
      if (input !== undefined) return feed(source, {...piped, input}, hear);
      source.destroy();
      return piped.ended;
    },
  };
  return (await arrives(inside, pipes)) ? large : undefined;
};

/** Nothing of it goes through the engine but what it complains of. */
const started = (inside: Inside, script: string, words: readonly string[]): Piped => {
  const piped = inside.pipe(['sh', '-c', script, 'sh', ...words]);
  piped.input.end();
  piped.output.resume();
  return piped;
};

const at = ({name}: NamedPipe): string => `${PIPES}/${name}`;

/** A busy machine takes a second to run anything in a container. */
const ARRIVING_MS = 20_000;

const arrives = async (inside: Inside, pipes: NamedPipes): Promise<boolean> => {
  const word = randomBytes(16).toString('hex');
  const [there, back] = [await pipes.make(), await pipes.make()];
  const piped = started(inside, 'exec cat < "$1" > "$2"', [at(there), at(back)]);
  const late = setTimeout(piped.stop, ARRIVING_MS);
  try {
    const answer = back.from(piped);
    const input = await there.into(piped);
    input?.end(word);
    await piped.ended;
    return (await wholeText(answer, word.length, endless)) === word;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return false;
  } finally {
    clearTimeout(late);
  }
};

const endless = (): Error => new Error('more came back than was sent');
