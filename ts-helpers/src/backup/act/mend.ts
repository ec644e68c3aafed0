import {UserError} from '../../errors/userError.ts';
import type {ObjectStore} from '../../outside/s3.ts';
import type {Voice} from '../../run/voice.ts';
import type {BackupPlan} from '../plan.ts';
import type {BackupJournal, Journals} from './journal.ts';
import {letGoOn, type StillNeeds} from './still.ts';

/** Each write holds what the ones before it held. */
export const noting = ({key}: BackupPlan, journals: Journals) => {
  let journal: BackupJournal = {key, still: []};
  let writing = Promise.resolve();
  return (more: Partial<BackupJournal>): Promise<void> => {
    journal = {...journal, ...more};
    const next = journal;
    writing = writing.then(() => journals.write(next));
    return writing;
  };
};

export interface MendNeeds extends StillNeeds {
  store: Pick<ObjectStore, 'unfinished' | 'abandon'>;
  voice: Pick<Voice, 'info' | 'warn'>;
}

/** What a backup that was killed left: services that keep still, and parts of an upload. */
export const mendKilled = async (journals: Journals, {store, ...needs}: MendNeeds): Promise<void> => {
  const journal = await journals.read();
  if (journal === undefined) return;
  const {key, uploadId, still, hasFailed} = journal;
  if (!hasFailed)
    needs.voice.info(
      `The backup before this one did not come to its end, while it stored ${key}: what it left is removed`,
    );
  await letGoOn(still, needs);
  const ids = uploadId === undefined ? await unfinishedOf(key, store) : [uploadId];
  for (const id of ids) await store.abandon({key, id, begunAt: new Date(0)});
  await journals.remove();
};

/** It had no time to note which. Who may not ask leaves them to the fleet's job. */
const unfinishedOf = async (
  key: string,
  {unfinished}: Pick<ObjectStore, 'unfinished'>,
): Promise<string[]> => {
  try {
    return (await unfinished(key)).flatMap(one => (one.key === key ? [one.id] : []));
  } catch (error) {
    if (error instanceof UserError && error.code === 'S3_DENIED') return [];
    throw error;
  }
};
