import {placeName} from '../archive/copies.ts';
import type {FleetRecord, ToldTrouble} from '../archive/fleetRecord.ts';
import {FLEET_KEY} from '../archive/fleetRecord.ts';
import {isStop, UserError} from '../errors/userError.ts';
import type {ObjectStore} from '../outside/s3.ts';
import {severalAtOnce} from '../outside/severalAtOnce.ts';
import type {Voice} from '../run/voice.ts';
import type {LeavingAt} from './plan/leaving.ts';

type Deleting = Pick<ObjectStore, 'remove' | 'abandon'>;

export interface DeleteNeeds {
  store: Deleting & Pick<ObjectStore, 'replace'>;
  copies: readonly (Deleting & Pick<ObjectStore, 'bucket'>)[];
  voice: Pick<Voice, 'warn' | 'detail'>;
}

/** Nothing is kept in memory of what is deleted. */
const DELETED_AT_ONCE = 40;

/** Each archive before what tells of it. What cannot be deleted stays whole, and is named. */
export const deleteAll = async (
  leaving: readonly LeavingAt[],
  {store: ours, copies, voice}: DeleteNeeds,
): Promise<{deleted: number; refused: string[]}> => {
  const refused: string[] = [];
  const stores = new Map(copies.map(one => [placeName(one.bucket), one]));
  await severalAtOnce(leaving, DELETED_AT_ONCE, async ({keys, upload, why, place}) => {
    const store = place === undefined ? ours : stores.get(place);
    if (store === undefined) throw new Error(`there is no ${place}`);
    const name = `${place === undefined ? '' : `${place}/`}${keys[0] ?? upload?.key}`;
    try {
      if (upload) await store.abandon(upload);
      for (const key of keys) await store.remove(key);
      voice.detail(`Deleted ${name}: ${why}`);
    } catch (error) {
      if (isStop(error) || !(error instanceof UserError)) throw error;
      // A bucket of copies that fails takes nothing from the others.
      if (place === undefined && error.code !== 'S3_DENIED') throw error;
      refused.push(name);
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
