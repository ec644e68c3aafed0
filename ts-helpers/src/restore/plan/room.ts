import {UserError} from '../../errors/userError.ts';
import {sizeInWords} from '../../text/bytes.ts';
import type {RestoreFacts} from './facts.ts';

/** A dump is smaller than the database that is made of it, by its indexes. */
const GROWS = 1.5;

/** Throws DISK_LOW where what is used and what is loaded cannot both be there. */
export const refuseWithoutRoom = (
  {servers, manifest}: RestoreFacts,
  swaps: readonly {service: string; loads: readonly {name: string}[]}[],
): void => {
  for (const {service, loads} of swaps) {
    const live = servers.find(one => one.service === service);
    const stored = manifest.servers.find(one => one.service === service)?.databases ?? [];
    const needed = loads.reduce((sum, {name: wanted}) => {
      const used = live?.databases.find(({name}) => name === wanted)?.bytes ?? 0;
      const dumped = stored.find(({name}) => name === wanted)?.bytes ?? 0;
      return sum + Math.max(used, dumped * GROWS);
    }, 0);
    if (live?.free === undefined || live.free >= needed) continue;
    throw new UserError(
      'DISK_LOW',
      `${service} has ${sizeInWords(live.free)} left for its files, and what is restored takes about ${sizeInWords(needed)} beside what is there.`,
      {where: service},
    );
  }
};
