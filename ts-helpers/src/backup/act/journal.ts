import {readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {onDisk, unlessMissing} from '../../outside/disk.ts';
import {makeFolder} from '../../outside/makeFolder.ts';
import type {Stillness} from '../plan/label.ts';

/** What is to be brought back, or removed, when a backup is killed. */
export interface BackupJournal {
  key: string;
  /** Of the upload in parts. */
  uploadId?: string;
  /** Containers that keep still. */
  still: {container: string; service: string; how: Stillness}[];
  /** It was not killed, and said why it failed. */
  hasFailed?: true;
}

export interface Journals {
  /** Undefined unless one is under way, or was killed. */
  read(): Promise<BackupJournal | undefined>;
  write(journal: BackupJournal): Promise<void>;
  remove(): Promise<void>;
}

export const createJournals = (stateFolder: string): Journals => {
  const file = path.join(stateFolder, 'backup.json');
  return {
    async read() {
      const text = await unlessMissing(readFile(file, 'utf8'));
      if (text === undefined) return undefined;
      try {
        return JSON.parse(text) as BackupJournal;
      } catch {
        // It was killed while it was written: nothing had begun.
        return undefined;
      }
    },
    write: journal =>
      onDisk(file, async () => {
        await makeFolder(stateFolder);
        await writeFile(file, JSON.stringify(journal), {mode: 0o600});
      }),
    remove: () => rm(file, {force: true}),
  };
};
