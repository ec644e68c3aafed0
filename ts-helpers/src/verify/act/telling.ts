import type {Readable} from 'node:stream';
import {heardBy} from '../../outside/hearing.ts';
import {sizeInWords} from '../../text/bytes.ts';

const LARGE = 100_000_000;

/** The same stream, which tells as it is read how much of a large object has come, each tenth of it. */
export const tellingTenths = (
  body: Readable,
  {size, read, tell}: {size: number; read: () => number; tell: (line: string) => void},
): Readable => {
  if (size < LARGE) return body;
  let told = 0;
  return heardBy(() => {
    const tenths = Math.floor((10 * read()) / size);
    if (tenths > told && tenths < 10) tell(`${sizeInWords(read())} of ${sizeInWords(size)} are downloaded`);
    told = Math.max(told, tenths);
  }, body);
};
