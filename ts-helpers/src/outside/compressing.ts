import {pipeline, type Readable} from 'node:stream';
import {constants, createZstdCompress, createZstdDecompress} from 'node:zlib';
import type {Compression} from '../archive/key.ts';
import {type Pipes, through} from './pipe.ts';

/** Makes streams smaller, and large again. What fails on the way fails the stream that is given back. */
export interface Compressing {
  /** Of `lrz` throws TOOL_MISSING where there is no lrzip. `isQuick`: for what is unpacked at once. */
  compress(source: Readable, format: Compression, how?: {isQuick: boolean}): Readable;
  decompress(source: Readable, format: Compression): Readable;
}

/** More takes longer and gains little: docs/decisions/0058. */
const LEVEL = 3;
const QUICK = 1;
const CHUNK = 256 * 1024;
/** LZMA at the level at which it is as small as zstd; it takes gigabytes of memory at any. */
const LRZIP = ['-q', '-L', '3', '-o', '-', '-'];
const LRUNZIP = ['-q', '-d', '-o', '-', '-'];
/** Or else a file of somebody's decides what it does. */
const ENV = {LRZIP: 'NOCONFIG'};

export const createCompressing = ({pipe}: Pipes): Compressing => ({
  compress(source, format, {isQuick} = {isQuick: false}) {
    if (format === 'lrz') return through(source, pipe('lrzip', LRZIP, {env: ENV}));
    const params = {
      [constants.ZSTD_c_compressionLevel]: isQuick ? QUICK : LEVEL,
      [constants.ZSTD_c_checksumFlag]: 1,
    };
    return joined(source, createZstdCompress({params, chunkSize: CHUNK}));
  },

  decompress(source, format) {
    if (format === 'lrz') return through(source, pipe('lrzip', LRUNZIP, {env: ENV}));
    return joined(source, createZstdDecompress({chunkSize: CHUNK}));
  },
});

/** What fails the one fails the other. */
const joined = <T extends NodeJS.ReadWriteStream & Readable>(source: Readable, transform: T): Readable => {
  pipeline(source, transform, () => undefined);
  return transform;
};
