import {createHash} from 'node:crypto';
import type {Readable} from 'node:stream';
import {heardBy} from './hearing.ts';

/** The same stream, with what it came to once it has ended. */
export interface Hashed {
  stream: Readable;
  size(): number;
  sha256(): string;
}

export const hashed = (source: Readable): Hashed => {
  const hash = createHash('sha256');
  let size = 0;
  return {
    stream: heardBy(chunk => {
      hash.update(chunk);
      size += chunk.length;
    }, source),
    size: () => size,
    sha256: () => hash.copy().digest('hex'),
  };
};
