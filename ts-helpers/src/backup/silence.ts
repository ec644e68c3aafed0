import {FLEET_KEY, fleetRecordIn} from '../archive/fleetRecord.ts';
import {agoText} from '../archive/freshness.ts';
import {HOUR_MS} from '../archive/stored.ts';
import {isStop, messageOf, UserError} from '../errors/userError.ts';
import type {Clock} from '../outside/clock.ts';
import type {ObjectStore} from '../outside/s3.ts';
import type {Voice} from '../run/voice.ts';

export interface SilenceNeeds {
  store: Pick<ObjectStore, 'readText'>;
  clock: Pick<Clock, 'now'>;
  voice: Pick<Voice, 'warn' | 'info'>;
}

const sinceText = (at: Date, now: Date): string => {
  if (Number.isNaN(at.getTime())) return 'left nothing that can be read';
  return at > now
    ? `ran on ${at.toISOString()}, which is to come: the clock of its machine or of this one is wrong`
    : `ran ${agoText(at, now)} ago`;
};

/** It looks every night. */
const SILENT_HOURS = 26;

/**
 * Who watches over the backups of all projects cannot tell that it does not run any more: each backup asks when it last did.
 * Fails nothing.
 */
export const warnOfSilence = async ({store, clock, voice}: SilenceNeeds): Promise<void> => {
  try {
    const text = await store.readText(FLEET_KEY);
    const record = fleetRecordIn(text);
    if (text === undefined) {
      voice.info('Nobody checks the backups of all projects every night yet: countable fleet does');
      return;
    }
    const at = new Date(record?.at ?? Number.NaN);
    const now = clock.now();
    const hours = (now.getTime() - at.getTime()) / HOUR_MS;
    if (hours >= -1 && hours <= SILENT_HOURS) return;
    const since = sinceText(at, now);
    voice.warn(
      `The nightly check of all backups last ${since}: nobody is told of backups that are missing. Look at its job, countableFleet(), or run it: countable fleet`,
    );
  } catch (error) {
    if (isStop(error)) throw error;
    // Whoever may not list is refused what is not there, too.
    const isRefused = error instanceof UserError && error.code === 'S3_DENIED';
    const remedy = isRefused
      ? ' There was none yet (countable fleet), or these credentials lack what `countable backup policy node` prints.'
      : '';
    voice.info(
      `When the backups of all projects were last checked cannot be told: ${messageOf(error)}${remedy}`,
    );
  }
};
