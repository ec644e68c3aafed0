import {readFile, rename, rm, writeFile} from 'node:fs/promises';
import {restoreJournalIn} from '../../deploy/turn.ts';
import {onDisk, unlessMissing} from '../../outside/disk.ts';
import {makeFolder} from '../../outside/makeFolder.ts';
import type {RestoreSource, Swap} from '../plan.ts';

/** A restore, as far as it came: for who comes after one that was killed, and for who wants it undone. */
export interface RestoreJournal extends Swap {
  stamp: string;
  source: Pick<RestoreSource, 'bucket' | 'key'>;
  /** It is a refresh, and the so manieth in a row. */
  refreshes?: number;
  /**
   * Nothing of what is used was touched yet; names are being changed; what was used is given its place again, since what was loaded
   * failed there; all is done.
   */
  phase: 'loading' | 'swapping' | 'returning' | 'done';
}

export interface Journals {
  /** Undefined where there never was one. */
  read(): Promise<RestoreJournal | undefined>;
  write(journal: RestoreJournal): Promise<void>;
  remove(): Promise<void>;
}

export const createJournals = (stateFolder: string): Journals => {
  const file = restoreJournalIn(stateFolder);
  return {
    async read() {
      const text = await unlessMissing(readFile(file, 'utf8'));
      return text === undefined ? undefined : (JSON.parse(text) as RestoreJournal);
    },
    write: journal =>
      onDisk(file, async () => {
        await makeFolder(stateFolder);
        // Either the one before or the new one is there, whenever it is killed.
        await writeFile(`${file}.new`, JSON.stringify(journal), {mode: 0o600, flush: true});
        await rename(`${file}.new`, file);
      }),
    remove: () => rm(file, {force: true}),
  };
};
