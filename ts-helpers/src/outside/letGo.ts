import {Readable} from 'node:stream';

/**
 * A stream of what comes, of which whoever lets go is not kept waiting for more to come, as with `Readable.from`. `ended` is called
 * once, however it ends, and has to end what it is made of.
 */
export const lettingGo = (chunks: AsyncIterator<Uint8Array>, ended: () => void): Readable => {
  const stream = new Readable({
    read() {
      chunks.next().then(
        ({done, value}) => {
          if (!stream.destroyed) stream.push(done ? null : value);
        },
        (error: unknown) => stream.destroy(error as Error),
      );
    },
    destroy(error, callback) {
      ended();
      callback(error);
    },
  });
  return stream;
};
