import type {FleetRecord, ToldTrouble} from '../archive/fleetRecord.ts';
import {FLEET_KEY} from '../archive/fleetRecord.ts';
import type {Leaving} from '../archive/retention.ts';
import {UserError} from '../errors/userError.ts';
import type {ObjectStore} from '../outside/s3.ts';
import {severalAtOnce} from '../outside/severalAtOnce.ts';
import type {Voice} from '../run/voice.ts';

export interface DeleteNeeds {
  store: Pick<ObjectStore, 'remove' | 'abandon' | 'replace'>;
  voice: Pick<Voice, 'warn' | 'detail'>;
}

/** Nothing is kept in memory of what is deleted. */
const DELETED_AT_ONCE = 40;

/** Each archive before what tells of it. What cannot be deleted stays whole, and is named. */
export const deleteAll = async (
  leaving: readonly Leaving[],
  {store, voice}: DeleteNeeds,
): Promise<{deleted: number; refused: string[]}> => {
  const refused: string[] = [];
  await severalAtOnce(leaving, DELETED_AT_ONCE, async ({keys, upload, why}) => {
    try {
      if (upload) await store.abandon(upload);
      for (const key of keys) await store.remove(key);
      voice.detail(`Deleted ${keys[0] ?? upload?.key}: ${why}`);
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'S3_DENIED') throw error;
      refused.push(keys[0] ?? upload?.key ?? '');
      if (refused.length === 1) voice.warn(`${error.message} ${error.remedy}`);
    }
  });
  return {deleted: leaving.length - refused.length, refused};
};

export const remember = (
  record: Omit<FleetRecord, 'told'>,
  told: ToldTrouble[],
  {store}: Pick<DeleteNeeds, 'store'>,
): Promise<void> => {
  const whole: FleetRecord = {...record, told};
  return store.replace(FLEET_KEY, `${JSON.stringify(whole, null, 2)}\n`);
};
