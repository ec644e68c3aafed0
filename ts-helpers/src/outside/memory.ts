import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';

/**
 * For what reads a lot and keeps little: V8 collects what was read before it asks for more memory, and not once it has half of
 * the machine's. Such a verb takes about half the memory then, and half as much again of the processor.
 */
export const keepMemorySmall = (): void => {
  setFlagsFromString('--optimize-for-size');
};

/** The same for what has much of it to do in little time: only what lives shortly gets no more room. It costs nothing. */
export const keepShortLivedSmall = (): void => {
  setFlagsFromString('--semi-space-growth-factor=1');
};

const EVERY_BYTES = 16 * 1024 * 1024;

/**
 * What a stream is read into is no memory of V8's, which so sees no need to collect it until there are 64 MB. For who reads much:
 * every few megabytes what is not needed any more is collected, which takes a millisecond or two.
 */
export const freeingOnTheWay = (): {passed(bytes: number): void} => {
  let since = 0;
  return {
    passed(bytes) {
      since += bytes;
      if (since < EVERY_BYTES) return;
      since = 0;
      freeShortLived();
    },
  };
};

const freeShortLived = (): void => {
  setFlagsFromString('--expose-gc');
  collect ??= runInNewContext('gc') as Collect;
  collect({type: 'minor'});
};

type Collect = (options: {type: 'minor'}) => void;
let collect: Collect | undefined;
