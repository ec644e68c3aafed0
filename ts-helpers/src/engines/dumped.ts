import type {Readable} from 'node:stream';
import {lettingGo} from '../outside/letGo.ts';
import type {Engine} from './engine.ts';
import type {Large} from './large.ts';
import type {DumpRead} from './reader.ts';

interface Tools {
  engine: Pick<Engine, 'reader'>;
  large: Pick<Large, 'dump'>;
}

/**
 * What a dump holds, heard as it comes: all of a database is read for it, and nothing kept. `through`: what it is made of the dump
 * before it is heard. Throws CommandFailed.
 */
export const readDump = async (
  {engine, large}: Tools,
  words: readonly string[],
  through: (dump: Readable) => Readable = dump => dump,
): Promise<DumpRead> => {
  const reader = engine.reader();
  const {input, output, ended, stop} = await large.dump(words);
  input.end();
  try {
    for await (const chunk of through(output)) reader.hear(chunk as Buffer);
    await ended;
  } finally {
    stop();
  }
  return reader.end();
};

/** A dump that goes on elsewhere, and is heard as it passes. It ends well only where its tool did; `read` is for then. */
export const passingDump = async (
  {engine, large}: Tools,
  words: readonly string[],
): Promise<{dump: Readable; read(): DumpRead}> => {
  const reader = engine.reader();
  const {input, output, ended, stop} = await large.dump(words);
  input.end();
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of output) {
      reader.hear(chunk as Buffer);
      yield chunk as Buffer;
    }
    await ended;
  };
  return {dump: lettingGo(chunks(), stop), read: () => reader.end()};
};
