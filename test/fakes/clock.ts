import type {Clock} from '../../ts-helpers/src/outside/clock.ts';

export interface FakeClock extends Clock {
  /** So much time goes by. */
  advance(milliseconds: number): void;
}

/** Time that goes by only where somebody waits. */
export const createFakeClock = (start = new Date('2026-11-23T12:00:00Z')): FakeClock => {
  let elapsed = 0;
  const advance = (milliseconds: number) => {
    elapsed += milliseconds;
  };
  return {
    now: () => new Date(start.getTime() + elapsed),
    elapsed: () => elapsed,
    advance,
    wait(milliseconds) {
      advance(milliseconds);
      return Promise.resolve();
    },
  };
};
