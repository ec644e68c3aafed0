import {setTimeout as pause} from 'node:timers/promises';

/** Time, as an argument. */
export interface Clock {
  /** What the clock on the wall says, for time stamps: people set it back and forth. */
  now(): Date;
  /** Milliseconds since some moment, for durations: they only ever grow. */
  elapsed(): number;
  /** Waits, and rejects with the abort reason when the verb is stopped meanwhile. */
  wait(milliseconds: number): Promise<void>;
}

export const createClock = (signal: AbortSignal): Clock => ({
  now: () => new Date(),
  elapsed: () => performance.now(),
  async wait(milliseconds) {
    try {
      await pause(milliseconds, undefined, {signal});
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
});
