import {Transform} from 'node:stream';
import {pipeline} from 'node:stream';
import type {Clock} from '../../outside/clock.ts';
import type {Voice} from '../../run/voice.ts';
import {sizeInWords} from '../../text/bytes.ts';
import type {DownloadNeeds} from '../../verify/download.ts';

export interface Told {
  clock: Pick<Clock, 'elapsed'>;
  voice: Pick<Voice, 'info'>;
}

const EVERY_MS = 10_000;

/** The same, of which every ten seconds is said how much of an object has come. */
export const tellingHowFar = <N extends Told & DownloadNeeds>(size: number, needs: N): N => {
  const {clock, voice, store} = needs;
  return {
    ...needs,
    store: {
      ...store,
      read(key: string) {
        let come = 0;
        let told = clock.elapsed();
        const counting = new Transform({
          transform(chunk: Buffer, _, done) {
            come += chunk.length;
            if (clock.elapsed() - told >= EVERY_MS) {
              told = clock.elapsed();
              voice.info(`${sizeInWords(come)} of ${sizeInWords(size)}`);
            }
            done(null, chunk);
          },
        });
        // What fails the one fails the other.
        pipeline(store.read(key), counting, () => undefined);
        return counting;
      },
    },
  };
};
