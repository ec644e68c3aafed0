import type {Readable} from 'node:stream';
import {lettingGo} from './letGo.ts';

/** A stream whose beginning was looked at, and that still has it. */
export interface Peeked {
  head: Buffer;
  stream: Readable;
}

/** The first bytes of a stream, or all where it is shorter. What fails before they are there throws. */
export const peeked = async (source: Readable, bytes: number): Promise<Peeked> => {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const begun: Buffer[] = [];
  let size = 0;
  while (size < bytes) {
    const {done, value} = await chunks.next();
    if (done) break;
    begun.push(Buffer.from(value));
    size += value.length;
  }
  const first = Buffer.concat(begun);
  const all = async function* (): AsyncGenerator<Buffer> {
    if (first.length > 0) yield first;
    for (;;) {
      const {done, value} = await chunks.next();
      if (done) return;
      yield value;
    }
  };
  return {
    head: first.subarray(0, bytes),
    stream: lettingGo(all(), () => {
      source.destroy();
    }),
  };
};

/** The same for one who may stop reading before its end: `rest` reads on to it, and throws what fails there. */
export const lent = (source: Readable): {stream: Readable; rest(): Promise<void>} => {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  return {
    stream: lettingGo(chunks, () => undefined),
    async rest() {
      while (!(await chunks.next()).done);
    },
  };
};
