import type {Readable} from 'node:stream';
import {lettingGo} from './letGo.ts';

/** The same stream, for one who reads and one who listens: it goes on once that one has heard each piece. */
export const heardBy = (hear: (chunk: Buffer) => void | Promise<void>, source: Readable): Readable => {
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      await hear(chunk as Buffer);
      yield chunk as Buffer;
    }
  };
  return lettingGo(chunks(), () => {
    source.destroy();
  });
};
