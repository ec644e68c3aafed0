import {open} from 'node:fs/promises';
import path from 'node:path';
import type {Readable} from 'node:stream';
import type {ParsedTarEntry} from 'modern-tar';
import {type CopyLimits, type CopyState, judgeEntry} from '../copying.ts';
import {CommandFailed} from '../../errors/userError.ts';
import {isCode, onDisk} from '../disk.ts';
import {makeFolder} from '../makeFolder.ts';
import type {Streams} from '../stream.ts';
import {tarEntries} from '../tarEntries.ts';

interface CopyOrder {
  /** An existing folder of ours, that nobody else writes to. */
  to: string;
  /** Folder in there that the paths begin with. Default: none. */
  under?: string;
  limits: CopyLimits;
  /** Asked of each file, by its path from the folder above what is copied. */
  isWanted(name: string): boolean;
}

export interface Copied {
  /** Relative to the folder. */
  files: string[];
  leftOut: {name: string; why: string}[];
}

/** Copies files out of containers. */
export interface Copying {
  /** A file, or the files of a folder; undefined when there is nothing at that path. Throws CommandFailed. */
  copyFiles(container: string, from: string, order: CopyOrder): Promise<Copied | undefined>;
}

export const copyingOf = ({stream}: Streams): Copying => ({
  async copyFiles(container, from, order) {
    try {
      return await stream('docker', ['cp', `${container}:${from}`, '-'], packed => unpack(packed, order));
    } catch (error) {
      if (error instanceof CommandFailed && NO_SUCH_PATH.test(error.stderr)) return undefined;
      throw error;
    }
  },
});

/** As the engine says it, and as clients before Docker 23 did. */
const NO_SUCH_PATH = /could not find the file|no such (?:file|container:path)/i;

const unpack = async (packed: Readable, order: CopyOrder): Promise<Copied> => {
  const copied: Copied = {files: [], leftOut: []};
  const state: CopyState = {files: 0, bytes: 0, entries: 0};
  for await (const entry of await tarEntries(packed)) {
    const {name, size, type = 'file'} = entry.header;
    const verdict = judgeEntry({name: `${order.under ?? ''}/${name}`, size, type}, state, order);
    if ('stop' in verdict) {
      copied.leftOut.push({name, why: verdict.stop});
      break;
    }
    state.entries++;
    state.bytes += size;
    if ('copy' in verdict && (await written(entry, path.join(order.to, verdict.copy)))) {
      state.files++;
      copied.files.push(verdict.copy);
      continue;
    }
    await entry.body.cancel();
    if ('leaveOut' in verdict) copied.leftOut.push({name, why: verdict.leaveOut});
    if ('copy' in verdict) copied.leftOut.push({name, why: 'has the name of another'});
  }
  return copied;
};

/** False where something of that name is there already. */
const written = ({body}: ParsedTarEntry, file: string): Promise<boolean> =>
  onDisk(file, async () => {
    const handle = await create(file);
    if (handle === undefined) return false;
    try {
      for await (const chunk of body as AsyncIterable<Uint8Array>) await handle.appendFile(chunk);
      return true;
    } finally {
      await handle.close();
    }
  });

const create = async (file: string) => {
  try {
    await makeFolder(path.dirname(file));
    return await open(file, 'wx');
  } catch (error) {
    if (isCode(error, 'EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG')) return undefined;
    throw error;
  }
};
