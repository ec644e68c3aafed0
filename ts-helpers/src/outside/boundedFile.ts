import {close, constants, createReadStream, fstat, open} from 'node:fs';
import {Socket} from 'node:net';
import type {Readable} from 'node:stream';
import {promisify} from 'node:util';
import {UserError} from '../errors/userError.ts';
import {within} from './patience.ts';

/** Far more than people write, or a program of ours. */
const MOST_BYTES = 50 * 1024 * 1024;
/** Whoever writes into a pipe is already at it. */
const PIPE_MS = 30_000;

/**
 * What is in a file, or comes out of a pipe, `<(…)` of a shell for one. Never waits for ever, and never reads without end:
 * throws FILE_TOO_LARGE, and the system's error where it cannot be read.
 */
export const readBounded = async (file: string): Promise<Buffer> => {
  const stream = await streamOf(file);
  try {
    return await within(PIPE_MS, bounded(file, stream), endless(file));
  } finally {
    stream.destroy();
  }
};

export const readBoundedText = async (file: string): Promise<string> =>
  (await readBounded(file)).toString('utf8');

const endless = (file: string): UserError =>
  new UserError('NOT_ACCESSIBLE', `${file} did not come to its end within ${PIPE_MS / 1000} s.`, {
    where: file,
  });

const streamOf = async (file: string): Promise<Readable> => {
  // Opening a pipe would wait for its writer, where nothing could end it, not even the end of this process.
  const fd = await promisify(open)(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = await promisify(fstat)(fd);
    // A socket waits without keeping one of the few threads that files are read by.
    return status.isFIFO() ? new Socket({fd, readable: true, writable: false}) : createReadStream('', {fd});
  } catch (error) {
    await promisify(close)(fd);
    throw error;
  }
};

const bounded = async (file: string, stream: Readable): Promise<Buffer> => {
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    kept.push(part);
    bytes += part.length;
    if (bytes <= MOST_BYTES) continue;
    const message = `${file} has more than ${MOST_BYTES / 1024 / 1024} MB in it.`;
    throw new UserError('FILE_TOO_LARGE', message, {where: file});
  }
  return Buffer.concat(kept);
};
