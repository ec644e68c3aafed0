import {setTimeout as pause} from 'node:timers/promises';

/** Time, as an argument. */
export interface Clock {
  now(): Date;
  /** Waits, and rejects with the abort reason when the verb is stopped meanwhile. */
  wait(milliseconds: number): Promise<void>;
}

export const createClock = (signal: AbortSignal): Clock => ({
  now: () => new Date(),
  async wait(milliseconds) {
    try {
      await pause(milliseconds, undefined, {signal});
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
});
