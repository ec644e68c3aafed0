import {mkdir, readdir, rm} from 'node:fs/promises';
import path from 'node:path';
import type {Release} from '../../project/release.ts';
import {onDisk, unlessMissing} from '../../outside/disk.ts';
import {BESIDE, writeWhole} from '../../outside/files.ts';
import {makeFolder} from '../../outside/makeFolder.ts';

/** What the last releases that failed had logged, beside the deploy folder: nobody but the deploying user can read it. */
export interface FailedLogs {
  /** Beside those that messages have named before, but for the oldest; resolves to the file. */
  keep(release: Pick<Release, 'at' | 'version'>, text: string): Promise<string>;
  /** Drops those of before that moment, ISO 8601, and what was not written to its end. */
  drop(before: string): Promise<void>;
}

export const createFailedLogs = (state: string): FailedLogs => {
  const folder = path.join(state, 'failed');
  const remove = async (goes: (name: string, newerFirst: readonly string[]) => boolean): Promise<void> => {
    const names = (await unlessMissing(readdir(folder))) ?? [];
    // Their names begin with their time.
    const logs = names
      .filter(name => !BESIDE.test(name))
      .sort()
      .reverse();
    for (const name of names)
      if (BESIDE.test(name) || goes(name, logs)) await rm(path.join(folder, name), {force: true});
  };
  return {
    keep: ({at, version}, text) =>
      onDisk(folder, async () => {
        await makeFolder(state);
        await mkdir(folder, {recursive: true, mode: 0o700});
        const name = `${nameOf(at)}-${version}.log`;
        await writeWhole(path.join(folder, name), text, 0o600);
        await remove((other, newerFirst) => newerFirst.indexOf(other) >= KEPT);
        return path.join(folder, name);
      }),
    drop: before => onDisk(folder, () => remove(name => name < nameOf(before))),
  };
};

const KEPT = 5;

const nameOf = (at: string): string => at.replaceAll(/[^0-9TZ]/g, '-');
