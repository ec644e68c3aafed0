import {deadline} from '../outside/patience.ts';
import {UserError} from '../errors/userError.ts';
import {counted} from '../text/plain.ts';

/** What a timer can count; longer limits end here, after 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** Gives the work a signal that also aborts, with TIME_LIMIT naming the stage, when it takes too long. */
export const withinTimeLimit = async <T>(
  {stage, minutes, signal}: {stage: string; minutes: number | undefined; signal: AbortSignal},
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  if (minutes === undefined) return work(signal);
  const message = `${stage} took longer than its limit of ${counted(minutes, 'minute')}.`;
  const late = () => new UserError('TIME_LIMIT', message, {where: stage});
  const limit = deadline(signal, Math.min(minutes * 60_000, LONGEST_MS), late);
  try {
    return await work(limit.signal);
  } finally {
    limit.clear();
  }
};
