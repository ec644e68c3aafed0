import process from 'node:process';
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

const EVERY_BYTES = 4 * 1024 * 1024;
/** About twice what a stream to S3 needs at once. */
const MOST_HELD = 40 * 1024 * 1024;

/**
 * What a stream is read into is no memory of V8's, which so sees no need to collect it until there are 64 MB. For who reads much:
 * every few megabytes what is not needed any more is collected, which takes a millisecond; and where much is held, all is that was
 * needed for longer, as what waits to be sent is, which takes ten.
 */
export const freeingOnTheWay = (): {passed(bytes: number): void} => {
  let since = 0;
  return {
    passed(bytes) {
      since += bytes;
      if (since < EVERY_BYTES) return;
      since = 0;
      collecting()({type: held() > MOST_HELD ? 'major' : 'minor'});
    },
  };
};

const held = (): number => process.memoryUsage().arrayBuffers;

type Collect = (options: {type: 'minor' | 'major'}) => void;
let collect: Collect | undefined;

const collecting = (): Collect => {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as Collect;
  }
  return collect;
};
