import {pipeline, Readable} from 'node:stream';
import {createGunzip, createZstdDecompress} from 'node:zlib';
import type {Packing} from '../archive/content.ts';
import type {Compressing} from './compressing.ts';
import {lettingGo} from './letGo.ts';
import {type Pipes, through} from './pipe.ts';

/** Makes large again what anybody has made smaller. What is cut off or damaged fails the stream that is given back. */
export interface Unpacking {
  /** Throws TOOL_MISSING where there is no lrzip, bzip2 or xz. */
  unpack(source: Readable, by: Packing): Readable;
}

export const createUnpacking = ({pipe}: Pipes, {decompress}: Pick<Compressing, 'decompress'>): Unpacking => ({
  unpack(source, by) {
    switch (by) {
      case 'lrzip':
        return decompress(source, 'lrz');
      case 'bzip2':
      case 'xz':
        return through(source, pipe(by, ['--decompress', '--stdout']));
      case 'gzip': {
        const gunzip = createGunzip({chunkSize: CHUNK});
        pipeline(source, gunzip, () => undefined);
        return gunzip;
      }
      case 'zstd':
        return wholeZstd(source);
    }
  },
});

const CHUNK = 256 * 1024;

/** Node ends at the end of the first frame, and says nothing of what follows. */
const wholeZstd = (source: Readable): Readable => {
  const decompress = createZstdDecompress({chunkSize: CHUNK});
  let given = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      given += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  };
  const heard = Readable.from(counted(), {objectMode: false});
  pipeline(heard, decompress, () => undefined);
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of decompress) yield chunk as Buffer;
    if (!heard.readableEnded || given !== decompress.bytesWritten)
      throw new Error('something follows what zstd calls its end: it was made in several parts');
  };
  return lettingGo(chunks(), () => {
    heard.destroy();
    source.destroy();
  });
};
