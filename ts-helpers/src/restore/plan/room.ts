import {UserError} from '../../errors/userError.ts';
import {sizeInWords} from '../../text/bytes.ts';
import {isOfMoment, type MomentServer, type RestoreFacts} from './facts.ts';

/** A dump is smaller than the database that is made of it, by its indexes. */
const GROWS = 1.5;

export interface Room {
  /** Bytes, until the new ones are compared: where containers are. */
  broughtBack: number;
  /** Bytes beside what is used. */
  beside: number;
}

type Loads = readonly {service: string; loads: readonly {name: string}[]}[];

/** Throws DISK_LOW where what is used and what is loaded cannot both be there. */
export const refuseWithoutRoom = (facts: RestoreFacts, swaps: Loads): void => {
  for (const swap of swaps) {
    const {service} = swap;
    const free = facts.servers.find(one => one.service === service)?.free;
    const beside = besideFor(swap, facts);
    const {bytes = 0, engine} = comingBack(service, facts);
    if (engine !== undefined && engine.free < bytes)
      throw tooLittle(`The host has ${sizeInWords(engine.free)} left for containers`, service, bytes);
    const needed = beside + (engine?.isShared === true ? bytes : 0);
    if (free !== undefined && free < needed)
      throw tooLittle(`${service} has ${sizeInWords(free)} left for its files`, service, needed);
  }
};

/** What a restore to a moment takes of each. */
export const roomOf = (facts: RestoreFacts, swaps: Loads): Room => ({
  broughtBack: swaps.reduce((sum, {service}) => sum + (comingBack(service, facts).bytes ?? 0), 0),
  beside: swaps.reduce((sum, swap) => sum + besideFor(swap, facts), 0),
});

const tooLittle = (has: string, service: string, needed: number): UserError =>
  new UserError(
    'DISK_LOW',
    `${has}, and what is restored takes about ${sizeInWords(needed)} beside what is there.`,
    {where: service},
  );

const comingBack = (
  service: string,
  {source}: Pick<RestoreFacts, 'source'>,
): {bytes?: number; engine?: MomentServer['engine']} => {
  const one = isOfMoment(source) ? source.kept.find(kept => kept.service === service) : undefined;
  return one === undefined ? {} : {bytes: one.base.bytes, engine: one.engine};
};

const besideFor = ({service, loads}: Loads[number], {servers, manifest, source}: RestoreFacts): number => {
  const live = servers.find(one => one.service === service);
  const stored = manifest.servers.find(one => one.service === service)?.databases ?? [];
  // What was brought back is as large as it was.
  const grows = isOfMoment(source) && source.found !== undefined ? 1 : GROWS;
  return loads.reduce((sum, {name: wanted}) => {
    const used = live?.databases.find(({name}) => name === wanted)?.bytes ?? 0;
    const dumped = stored.find(({name}) => name === wanted)?.bytes ?? 0;
    return sum + Math.max(used, dumped * grows);
  }, 0);
};
