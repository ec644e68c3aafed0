import {mkdir, readdir, rm} from 'node:fs/promises';
import path from 'node:path';
import type {Release} from '../../project/release.ts';
import {onDisk, unlessMissing} from '../../outside/disk.ts';
import {writeWhole} from '../../outside/files.ts';
import {makeFolder} from '../../outside/makeFolder.ts';

/** What the last release that failed had logged, beside the deploy folder: nobody but the deploying user can read it. */
export interface FailedLogs {
  /** In place of that of any other; resolves to the file. */
  keep(release: Pick<Release, 'at' | 'version'>, text: string): Promise<string>;
  /** Drops it, where it is of before that moment, ISO 8601, and what was not written to its end. */
  drop(before: string): Promise<void>;
}

export const createFailedLogs = (state: string): FailedLogs => {
  const folder = path.join(state, 'failed');
  const removeSome = async (goes: (name: string) => boolean): Promise<void> => {
    for (const name of (await unlessMissing(readdir(folder))) ?? [])
      if (goes(name)) await rm(path.join(folder, name), {force: true});
  };
  return {
    keep: ({at, version}, text) =>
      onDisk(folder, async () => {
        await makeFolder(state);
        await mkdir(folder, {recursive: true, mode: 0o700});
        const name = `${nameOf(at)}-${version}.log`;
        await writeWhole(path.join(folder, name), text, 0o600);
        await removeSome(other => other !== name);
        return path.join(folder, name);
      }),
    drop: before => onDisk(folder, () => removeSome(name => name < nameOf(before))),
  };
};

const nameOf = (at: string): string => at.replaceAll(/[^0-9TZ]/g, '-');
