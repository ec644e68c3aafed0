import type {Readable} from 'node:stream';

/** All of a stream as text. Throws what `tooLong` makes, once it is longer than so many bytes. */
export const wholeText = async (body: Readable, most: number, tooLong: () => Error): Promise<string> => {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    pieces.push(Buffer.from(piece as Uint8Array));
    size += (piece as Uint8Array).length;
    if (size > most) throw tooLong();
  }
  return Buffer.concat(pieces).toString('utf8');
};
