import {createHash} from 'node:crypto';
import type {Readable} from 'node:stream';
import {lettingGo} from './letGo.ts';

/** The same stream, with what it came to once it has ended. */
export interface Hashed {
  stream: Readable;
  size(): number;
  sha256(): string;
}

export const hashed = (source: Readable): Hashed => {
  const hash = createHash('sha256');
  let size = 0;
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      hash.update(chunk as Buffer);
      size += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  };
  return {
    stream: lettingGo(chunks(), () => {
      source.destroy();
    }),
    size: () => size,
    sha256: () => hash.copy().digest('hex'),
  };
};
