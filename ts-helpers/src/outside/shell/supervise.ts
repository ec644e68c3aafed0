import type {Command, Ending, Reason} from './command.ts';
import {notStarted} from './failure.ts';
import type {Lines} from './output.ts';
import {startProgram} from './program.ts';

export interface Supervised {
  /** Ends it with all that it started; the first reason counts. */
  end(reason: Reason): void;
  /**
   * Resolves once it has ended, and where it was ended by us, all that it started as well. Rejects where it cannot be
   * started: see notStarted.
   */
  ending: Promise<Ending & {reason?: Reason}>;
}

export interface Limits {
  graceMs: number;
  timeoutMs?: number | undefined;
  /** Goes on when this process is ended at once. */
  isCleaner: boolean;
}

export const supervise = async (
  command: Command,
  lines: Lines | undefined,
  {graceMs, timeoutMs, isCleaner}: Limits,
): Promise<Supervised> => {
  const program = await startProgram(command, {lines, graceMs, isCleaner});
  let ended: {reason: Reason; done: Promise<void>} | undefined;
  const end = (reason: Reason): void => {
    ended ??= {reason, done: program.stop()};
  };
  const timer = timeoutMs === undefined ? undefined : setTimeout(end, timeoutMs, 'late');
  const ending = async () => {
    const how = await program.ended
      .catch(async (error: unknown) => {
        throw await notStarted(error, command);
      })
      .finally(() => {
        clearTimeout(timer);
      });
    if (how.isEndless) end('endless');
    await ended?.done;
    return {...how, ...(ended && {reason: ended.reason})};
  };
  return {end, ending: ending()};
};
