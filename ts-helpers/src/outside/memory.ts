import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';

/** For what has much to do in little time: only what lives shortly gets no more room. It costs nothing. */
export const keepShortLivedSmall = (): void => {
  setFlagsFromString('--semi-space-growth-factor=1');
};

/**
 * For what reads a lot and keeps little, freeing it on its way: V8 begins to mark at every few megabytes of what streams are read into,
 * beside the work, which takes a fifth of the processor and frees nothing that would not be freed by then.
 */
export const keepStreamsSmall = (): void => {
  keepShortLivedSmall();
  setFlagsFromString('--no-incremental-marking');
};

const SHORT_LIVED_BYTES = 8 * 1024 * 1024;

/**
 * What a stream is read into is no memory of V8's, which so sees no need to collect it until there are 64 MB. For who reads much:
 * every few megabytes what is not needed any more is collected, which takes a millisecond, and every `megabytes` what was needed for
 * longer as well, as what waits to be sent is, which takes ten.
 */
export const freeingOnTheWay = (megabytes = 64): {passed(bytes: number): void} => {
  let total = 0;
  return {
    passed(bytes) {
      const before = total;
      total += bytes;
      if (isPast(megabytes * 1024 * 1024, before, total)) collecting()({type: 'major'});
      else if (isPast(SHORT_LIVED_BYTES, before, total)) collecting()({type: 'minor'});
    },
  };
};

const isPast = (step: number, before: number, after: number): boolean =>
  Math.floor(after / step) > Math.floor(before / step);

type Collect = (options: {type: 'minor' | 'major'}) => void;
let collect: Collect | undefined;

const collecting = (): Collect => {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as Collect;
  }
  return collect;
};
