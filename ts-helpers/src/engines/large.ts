import type {Readable} from 'node:stream';
import type {Compressing} from '../outside/compressing.ts';
import {lettingGo} from '../outside/letGo.ts';
import {feed, type Piped} from '../outside/pipe.ts';
import {ask, type Inside} from './inside.ts';

/**
 * What is too large to be quick: a container's streams go through the engine, which takes longer than dump tools do. They go
 * packed where the container has zstd, as official images of databases do.
 */
export interface Large {
  /** A tool whose output it is. It ends well only where the tool does. */
  dump(words: readonly string[]): Promise<Piped>;
  /** Gives a tool what it takes from its stdin. Resolves to what it complained of; `hear` is told what it prints. */
  restore(words: readonly string[], source: Readable, hear?: (piece: Buffer) => void): Promise<string>;
}

export const largeOf = async (inside: Inside, compressing: Compressing): Promise<Large> => {
  const hasZstd = (await ask(inside, ['sh', '-c', 'command -v zstd || true'])).trim() !== '';
  if (!hasZstd)
    return {
      dump: words => Promise.resolve(inside.pipe(words)),
      restore: (words, source, hear) => feed(source, inside.pipe(words), hear),
    };
  return {
    dump: words => Promise.resolve(unpacked(inside.pipe(['sh', '-c', PACKING, 'sh', ...words]), compressing)),
    restore: (words, source, hear) =>
      feed(
        compressing.compress(source, 'zst', {isQuick: true}),
        inside.pipe(['sh', '-c', UNPACKING, 'sh', ...words]),
        hear,
      ),
  };
};

/** It ends as the tool does: its exit code goes round zstd. */
const PACKING =
  'exec 4>&1; code=$({ { "$@" 3>&- 4>&-; echo $? >&3; } | zstd -q -1 -c >&4; } 3>&1); exit "$code"';
const UNPACKING = 'zstd -q -d -c | "$@"';

const unpacked = (piped: Piped, compressing: Compressing): Piped => {
  const source = compressing.decompress(piped.output, 'zst');
  const chunks = async function* (): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of source) yield chunk as Buffer;
    } catch (error) {
      // Of a stream that is cut off its tool knows more.
      await piped.ended;
      throw error;
    }
  };
  const output = lettingGo(chunks(), () => {
    source.destroy();
  });
  return {...piped, output};
};
