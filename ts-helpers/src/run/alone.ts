import {UserError} from '../errors/userError.ts';
import type {Clock} from '../outside/clock.ts';
import type {Locks} from '../outside/lock.ts';

export interface Turn {
  /** Of the lock. */
  file: string;
  who: string;
  /** `Another backup of it is under way` */
  taken: string;
  where: string;
}

/** Does what only one at a time may do on this host. Throws LOCK_HELD while another does. */
export const alone = async <T>(
  {file, who, taken, where}: Turn,
  {locks, clock}: {locks: Pick<Locks, 'tryToTake'>; clock: Pick<Clock, 'now'>},
  work: () => Promise<T>,
): Promise<T> => {
  const lock = await locks.tryToTake(file, {who, since: clock.now().toISOString()});
  if ('heldBy' in lock)
    throw new UserError('LOCK_HELD', `${taken}: ${lock.heldBy.who}, since ${lock.heldBy.since}.`, {
      where,
      remedy: 'Wait for it to end, or abort it.',
    });
  try {
    return await work();
  } finally {
    await lock.release();
  }
};
