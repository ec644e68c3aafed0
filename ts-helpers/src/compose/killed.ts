import type {Container} from './model.ts';

/** 128 and the number of the signal that cannot be caught. */
export const KILLED = 137;

/** Whether it was killed, and nobody has said as yet that it was for lack of memory. */
export const mayBeStarved = ({
  state,
  exitCode,
  outOfMemory,
}: Pick<Container, 'state' | 'exitCode' | 'outOfMemory'>): boolean =>
  !outOfMemory && exitCode === KILLED && ['exited', 'dead'].includes(state);
