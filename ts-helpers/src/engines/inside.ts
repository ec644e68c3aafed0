import type {Piped} from '../outside/pipe.ts';

/** Where the tools of a server run, connected to it: its own container, or one of its image beside it. */
export interface Inside {
  pipe(words: readonly string[]): Piped;
}

/** Of what is asked, no answer is longer. */
const MOST_ANSWERED = 16 * 1024 * 1024;

/** What a tool prints that is given a text. Throws CommandFailed. */
export const ask = async ({pipe}: Inside, words: readonly string[], given = ''): Promise<string> => {
  const {input, output, ended, stop} = pipe(words);
  input.end(given);
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of output) {
      pieces.push(piece as Buffer);
      size += (piece as Buffer).length;
      if (size > MOST_ANSWERED) throw new Error(`${words[0]} answers without an end`);
    }
    await ended;
  } finally {
    stop();
  }
  return Buffer.concat(pieces).toString('utf8');
};
