import {UserError} from '../errors.ts';

/** What a timer can count; longer limits end here, after 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** Gives the work a signal that also aborts, with TIME_LIMIT naming the stage, when it takes too long. */
export const withinTimeLimit = async <T>(
  {stage, minutes, signal}: {stage: string; minutes: number | undefined; signal: AbortSignal},
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  if (minutes === undefined) return work(signal);
  const limit = new AbortController();
  const message = `${stage} took longer than its limit of ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  const timer = setTimeout(
    () => {
      limit.abort(new UserError('TIME_LIMIT', message, {where: stage}));
    },
    Math.min(minutes * 60_000, LONGEST_MS),
  );
  try {
    return await work(AbortSignal.any([signal, limit.signal]));
  } finally {
    clearTimeout(timer);
  }
};
