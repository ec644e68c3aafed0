import {createWriteStream} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import type {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {commandFailure} from '../../causes/commandFailure.ts';
import {CommandFailed} from '../../errors/userError.ts';
import {onDisk} from '../../outside/disk.ts';
import {feed, type Pipes} from '../../outside/pipe.ts';

/** A file that only its owner can read. */
export const write = async (body: Readable, file: string): Promise<void> => {
  await onDisk(file, async () => {
    await mkdir(path.dirname(file), {recursive: true, mode: 0o700});
    await pipeline(body, createWriteStream(file, {flags: 'wx', mode: 0o600}));
  });
};

/** What is in a tar, by tar, which lets no name lead out of the folder. */
export const extract = async (body: Readable, into: string, {pipe}: Pipes): Promise<void> => {
  await onDisk(into, () => mkdir(into, {recursive: true, mode: 0o700}));
  try {
    await feed(body, pipe('tar', ['-x', '-o', '-f', '-', '-C', into]));
  } catch (error) {
    throw error instanceof CommandFailed ? commandFailure(error) : error;
  }
};
