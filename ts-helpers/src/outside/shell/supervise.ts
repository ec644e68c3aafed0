import type {Reason} from './program.ts';
import {notStarted} from './failure.ts';
import type {KeptOutput} from './output.ts';
import {type Command, type Ending, startProgram} from './program.ts';

export interface Supervised {
  /** Ends it with all that it started; the first reason counts. */
  end(reason: Reason): void;
  /** Resolves once it has ended, and where it was ended by us, all that it started as well. */
  ending: Promise<Ending & {reason?: Reason}>;
}

export interface Limits {
  graceMs: number;
  timeoutMs?: number | undefined;
  /** Goes on when this process is ended at once. */
  isCleaner: boolean;
}

/** Throws where the program cannot be started: see notStarted. */
export const supervise = async (
  command: Command,
  {sinks, tooMuch}: KeptOutput,
  {graceMs, timeoutMs, isCleaner}: Limits,
): Promise<Supervised> => {
  const program = await startProgram(command, sinks, isCleaner).catch(async (error: unknown) => {
    throw await notStarted(error, command);
  });
  let ended: {reason: Reason; done: Promise<void>} | undefined;
  const end = (reason: Reason): void => {
    ended ??= {reason, done: program.stop(graceMs)};
  };
  tooMuch.addEventListener('abort', () => {
    end('endless');
  });
  const timer = timeoutMs === undefined ? undefined : setTimeout(end, timeoutMs, 'late');
  const ending = async () => {
    const how = await program.ended;
    clearTimeout(timer);
    await ended?.done;
    return {...how, ...(ended && {reason: ended.reason})};
  };
  return {end, ending: ending()};
};
