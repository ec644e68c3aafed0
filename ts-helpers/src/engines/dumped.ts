import type {Readable} from 'node:stream';
import type {Engine} from './engine.ts';
import type {Large} from './large.ts';
import type {DumpRead} from './reader.ts';

/**
 * What a dump holds, heard as it comes: all of a database is read for it, and nothing kept. `through`: what it is made of the dump
 * before it is heard. Throws CommandFailed.
 */
export const readDump = async (
  {engine, large}: {engine: Pick<Engine, 'reader'>; large: Pick<Large, 'dump'>},
  words: readonly string[],
  through: (dump: Readable) => Readable = dump => dump,
): Promise<DumpRead> => {
  const reader = engine.reader();
  const {input, output, ended, stop} = large.dump(words);
  input.end();
  try {
    for await (const chunk of through(output)) reader.hear(chunk as Buffer);
    await ended;
  } finally {
    stop();
  }
  return reader.end();
};
