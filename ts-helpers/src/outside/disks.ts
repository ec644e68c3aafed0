import {stat, statfs} from 'node:fs/promises';
import {hostname} from 'node:os';
import path from 'node:path';
import type {FileSystem} from '../project/diskSpace.ts';
import {isCode} from './disk.ts';
import {within} from './patience.ts';

/** The file systems of this machine. */
export interface Disks {
  /** The name of this machine. */
  machine: string;
  /** The one that has a folder, or will have it; undefined where it cannot be looked at. */
  of(folder: string): Promise<FileSystem | undefined>;
}

/** A disk that hangs does not answer. */
const ANSWER_MS = 5_000;

export const createDisks = (): Disks => {
  const of = async (folder: string): Promise<FileSystem | undefined> => {
    try {
      const [{dev}, {bsize, bavail, blocks, ffree, files}] = await within(
        ANSWER_MS,
        Promise.all([stat(folder), statfs(folder)]),
      );
      return {
        device: dev,
        free: bavail * bsize,
        total: blocks * bsize,
        // Some file systems make them as they are wanted, and count none.
        ...(files > 0 && {inodes: {free: ffree, total: files}}),
      };
    } catch (error) {
      if (!isCode(error, 'ENOENT', 'ENOTDIR') || path.dirname(folder) === folder) return undefined;
      return of(path.dirname(folder));
    }
  };
  return {machine: hostname(), of};
};
