import type {Clock} from '../../outside/clock.ts';
import {heardBy} from '../../outside/hearing.ts';
import type {Voice} from '../../run/voice.ts';
import {sizeInWords} from '../../text/bytes.ts';
import type {ObjectStore} from '../../outside/s3.ts';

export interface Told {
  clock: Pick<Clock, 'elapsed'>;
  voice: Pick<Voice, 'info'>;
}

const EVERY_MS = 10_000;

/** The same, of which every ten seconds is said how much of an object has come. */
export const tellingHowFar = <N extends Told & {store: Pick<ObjectStore, 'read'>}>(
  size: number,
  needs: N,
): N => {
  const {clock, voice, store} = needs;
  return {
    ...needs,
    store: {
      ...store,
      read(key: string) {
        let come = 0;
        let told = clock.elapsed();
        return heardBy(chunk => {
          come += chunk.length;
          if (clock.elapsed() - told < EVERY_MS) return;
          told = clock.elapsed();
          voice.info(`${sizeInWords(come)} of ${sizeInWords(size)}`);
        }, store.read(key));
      },
    },
  };
};
