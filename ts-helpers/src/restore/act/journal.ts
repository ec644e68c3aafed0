import {readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
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
  /** Of one that was carried out, for as long as what it replaced is there, whichever comes after it. */
  keep(journal: RestoreJournal): Promise<void>;
  /** All that were carried out, the oldest first. */
  formers(): Promise<RestoreJournal[]>;
  /** What it replaced is gone: it can be undone no more. */
  forget(stamp: string): Promise<void>;
}

export const createJournals = (stateFolder: string): Journals => {
  const file = restoreJournalIn(stateFolder);
  const past = path.join(stateFolder, 'restored');
  const pastOf = (stamp: string) => path.join(past, `${stamp}.json`);
  const read = () => readJournal(file);
  return {
    read,
    write: journal => writeJournal(file, journal),
    remove: () => rm(file, {force: true}),
    keep: journal => writeJournal(pastOf(journal.stamp), journal),

    async formers() {
      const names = ((await unlessMissing(readdir(past))) ?? []).filter(name => name.endsWith('.json'));
      const all = await Promise.all(
        [...names.toSorted().map(name => path.join(past, name)), file].map(readJournal),
      );
      const done = all.filter(one => one?.phase === 'done').filter(one => one !== undefined);
      return [...new Map(done.map(one => [one.stamp, one])).values()];
    },

    async forget(stamp) {
      await rm(pastOf(stamp), {force: true});
      if ((await read())?.stamp === stamp) await rm(file, {force: true});
    },
  };
};

const readJournal = async (file: string): Promise<RestoreJournal | undefined> => {
  const text = await unlessMissing(readFile(file, 'utf8'));
  return text === undefined ? undefined : (JSON.parse(text) as RestoreJournal);
};

/** Either the one before or the new one is there, whenever it is killed. */
const writeJournal = (file: string, journal: RestoreJournal): Promise<void> =>
  onDisk(file, async () => {
    await makeFolder(path.dirname(file));
    await writeFile(`${file}.new`, JSON.stringify(journal), {mode: 0o600, flush: true});
    await rename(`${file}.new`, file);
  });
