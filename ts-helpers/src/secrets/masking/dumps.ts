import type {Place} from '../finding/places.ts';
import {NOTATIONS, type Row, wordsIn} from './rows.ts';

/** Finds secrets in dumps of bytes, as hexdump, xxd and od make them, over as many rows as they take. */
export interface Dumps {
  /** Texts come in the order in which they are shown. */
  find(text: string): Place[];
}

/** So few letters at the end of a row may begin anything. */
const PIECE = 4;
/** Fewer bytes are read in one line as others are, and dates are among them. */
const SHORTEST_ROW = 8;

const MAY_BE_ROW =
  /(?:[\da-fA-F]{2,4}[ ,:-]{1,3}(?:0x)?){7}[\da-fA-F]{2}|[\da-fA-F]{8} ?[\da-fA-F]{8}|(?: {3}[^ ]| {2}\\[^ ]| [0-7]{3}){7}/;

export const createDumps = (secrets: readonly string[]): Dumps => {
  const needles = secrets.map(bytesOf).filter(({length}) => length >= PIECE);
  const longest = Math.max(0, ...needles.map(({length}) => length));
  /** The bytes that the rows before this one ended with, in each notation. */
  const shown = NOTATIONS.map(() => '');
  const inLine = (line: string, at: number): Place[] => {
    const words = wordsIn(line);
    return NOTATIONS.flatMap((rowIn, index) => {
      const before = shown[index] ?? '';
      const row = rowIn(line, words);
      const isRow = row !== undefined && (before !== '' || row.bytes.length >= SHORTEST_ROW);
      shown[index] = isRow ? (before + row.bytes).slice(-longest) : '';
      if (!isRow) return [];
      return inBytes(before + row.bytes, needles)
        .flatMap(([from, to]) => placesOf(row, from - before.length, to - before.length))
        .map(([from, to]): Place => [at + from, at + to]);
    });
  };
  return {
    find(text) {
      if (needles.length === 0) return [];
      if (shown.every(bytes => bytes === '') && !MAY_BE_ROW.test(text)) return [];
      let at = 0;
      return text.split('\n').flatMap(line => {
        const places = inLine(line, at);
        at += line.length + 1;
        return places;
      });
    },
  };
};

const bytesOf = (secret: string): string => Buffer.from(secret).toString('latin1');

/** Where secrets stand, and what begins one at the end. */
const inBytes = (bytes: string, needles: readonly string[]): Place[] =>
  needles.flatMap(needle => {
    const found: Place[] = [];
    for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, at + 1))
      found.push([at, at + needle.length]);
    for (let length = Math.min(needle.length - 1, bytes.length); length >= PIECE; length -= 1)
      if (bytes.endsWith(needle.slice(0, length))) {
        found.push([bytes.length - length, bytes.length]);
        break;
      }
    return found;
  });

/** Of bytes of a row: as they are written, and as letters beside it. */
const placesOf = ({places, letters}: Row, from: number, to: number): Place[] => {
  const [first, last] = [places[Math.max(from, 0)], places[to - 1]];
  if (first === undefined || last === undefined) return [];
  const written: Place = [first[0], last[1]];
  return letters === undefined ? [written] : [written, [letters + Math.max(from, 0), letters + to]];
};
