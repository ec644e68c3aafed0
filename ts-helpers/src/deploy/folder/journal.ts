import {readFile, rm} from 'node:fs/promises';
import * as z from 'zod/mini';
import type {Journal} from '../plan/journal.ts';
import {onDisk, reading, unlessMissing} from '../../outside/disk.ts';
import {writeWhole} from '../../outside/files.ts';

const journal = z.object({
  what: z.string(),
  since: z.string(),
  steps: z.array(z.string()),
  done: z.number(),
  isBegun: z.boolean(),
});

/** Undefined where there is none, or another program has written there: nothing hangs on it but a sentence. */
export const readJournal = async (file: string): Promise<Journal | undefined> => {
  const text = await reading(file, () => unlessMissing(readFile(file, 'utf8')));
  if (text === undefined) return undefined;
  try {
    return journal.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

/** Whole or not at all; undefined takes it away. */
export const writeJournal = (file: string, kept: Journal | undefined): Promise<void> =>
  onDisk(file, () =>
    kept === undefined
      ? rm(file, {force: true})
      : writeWhole(file, `${JSON.stringify(kept, null, 2)}\n`, 0o644),
  );
