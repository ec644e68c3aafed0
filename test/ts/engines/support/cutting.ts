import fc from 'fast-check';
import type {DumpRead, DumpReader} from '../../../../ts-helpers/src/engines/reader.ts';

/** What a reader hears of a dump that comes in pieces of these lengths, over and over. */
export const heard = (reader: DumpReader, dump: Buffer, lengths: readonly number[] = [65_536]): DumpRead => {
  let at = 0;
  for (let piece = 0; at < dump.length; piece++) {
    const length = lengths[piece % lengths.length] ?? 1;
    // As a pipe gives them: memory of its own each, which nobody else writes to.
    reader.hear(Buffer.from(dump.subarray(at, at + length)));
    at += length;
  }
  return reader.end();
};

/** Lengths of pieces, small ones most of all. */
export const cuts = fc.array(fc.oneof(fc.integer({min: 1, max: 4}), fc.integer({min: 1, max: 5000})), {
  minLength: 1,
  maxLength: 12,
});
