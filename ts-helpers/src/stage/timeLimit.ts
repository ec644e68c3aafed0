import {deadline, millisecondsOf} from '../outside/patience.ts';
import {UserError} from '../errors/userError.ts';
import {counted} from '../text/plain.ts';

/**
 * Gives the work a signal that also aborts, with TIME_LIMIT naming the stage, when it takes too long, and what aborts it for
 * another reason.
 */
export const withinTimeLimit = async <T>(
  {stage, minutes, signal}: {stage: string; minutes: number; signal: AbortSignal},
  work: (signal: AbortSignal, end: (reason: UserError) => void) => Promise<T>,
): Promise<T> => {
  const message = `${stage} took longer than its limit of ${counted(minutes, 'minute')}.`;
  const late = () => new UserError('TIME_LIMIT', message, {where: stage});
  const limit = deadline(signal, millisecondsOf(minutes), late);
  try {
    return await work(limit.signal, limit.end);
  } finally {
    limit.clear();
  }
};
