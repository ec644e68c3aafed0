import {lstat, mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {onDisk, unlessMissing} from './disk.ts';
import type {Holders} from './holders.ts';

const PREFIX = 'countable-';

/** A temporary folder that carries its holder in its name, from its first moment on: see holders.ts. */
export const makeTemporaryFolder = (holder: string): Promise<string> =>
  make(`${PREFIX}${holder.replaceAll('/', '~')}-`);

/** One that belongs to nobody once it is made. */
export const makeOutputFolder = (): Promise<string> => make(`${PREFIX}report-`);

/** Removes temporary folders whose holder is gone; resolves to those that cannot be removed. */
export const removeAbandonedFolders = async ({isGone}: Pick<Holders, 'isGone'>): Promise<string[]> => {
  const left: string[] = [];
  for (const name of (await unlessMissing(readdir(tmpdir()))) ?? []) {
    const holder = holderIn(name);
    const folder = path.join(tmpdir(), name);
    if (holder === undefined || !(await isMine(folder)) || !(await isGone(holder))) continue;
    await rm(folder, {recursive: true, force: true}).catch(() => left.push(folder));
  }
  return left;
};

const make = (prefix: string): Promise<string> =>
  onDisk(tmpdir(), () => mkdtemp(path.join(tmpdir(), prefix)));

/** Host, boot, process and its start. */
const HELD = /^countable-([^~]+~[^~]+~\d+~[^~-]+)-[A-Za-z0-9]{6}$/;

const holderIn = (name: string): string | undefined => name.match(HELD)?.[1]?.replaceAll('~', '/');

const isMine = async (folder: string): Promise<boolean> => {
  const status = await unlessMissing(lstat(folder));
  return status?.isDirectory() === true && status.uid === process.getuid?.();
};
