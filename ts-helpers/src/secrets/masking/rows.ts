import type {Place} from '../finding/places.ts';
import {SIGNS} from './writings.ts';

/** A run of bytes in a line. */
export interface Row {
  /** A letter each. */
  bytes: string;
  /** Where each is written. */
  places: readonly Place[];
  /** Where the line shows them as letters as well. */
  letters?: number;
}

interface Word {
  text: string;
  from: number;
  to: number;
}

/** The bytes that a word is; undefined where it is none. */
type ReadWord = (text: string) => string | undefined;

const ofHex: ReadWord = text => {
  const digits = text.startsWith('0x') ? text.slice(2) : text;
  return digits.length % 2 === 0 && /^[\da-fA-F]+$/.test(digits)
    ? Buffer.from(digits, 'hex').toString('latin1')
    : undefined;
};

/** As a processor with the low byte first has it in words of two and more. */
const ofHexReversed: ReadWord = text => {
  const bytes = ofHex(text);
  return bytes === undefined || bytes.length > 8 ? undefined : [...bytes].reverse().join('');
};

const ofNumber =
  (pattern: RegExp, base: number): ReadWord =>
  text => {
    const code = pattern.test(text) ? Number.parseInt(text, base) : 256;
    return code < 256 ? String.fromCharCode(code) : undefined;
  };

/** The longest of a line: what stands before it are dates and names. */
const inWords =
  (read: ReadWord): RowIn =>
  (line, words) => {
    const rows = runsIn(line, words, read).flatMap(run => rowOf(line, run, read) ?? []);
    return rows.reduce<Row | undefined>(
      (longest, row) => (row.bytes.length >= (longest?.bytes.length ?? 0) ? row : longest),
      undefined,
    );
  };

/** What stands between blanks, commas and brackets. */
export const wordsIn = (line: string): Word[] =>
  [...line.matchAll(/[^\s,:;[\](){}<>-]+/g)].map(({0: text, index: from}) => ({
    text,
    from,
    to: from + text.length,
  }));

const runsIn = (line: string, words: readonly Word[], read: ReadWord): Word[][] => {
  const runs: Word[][] = [[]];
  for (const word of words) {
    const last = runs.at(-1)?.at(-1);
    const isWord = read(word.text) !== undefined;
    if (last !== undefined && (!isWord || !isGap(line.slice(last.to, word.from)))) runs.push([]);
    if (isWord) runs.at(-1)?.push(word);
  }
  return runs;
};

const isGap = (between: string): boolean => /^(?: {1,3}|[:,-] ?)$/.test(between);

const rowOf = (line: string, run: readonly Word[], read: ReadWord): Row | undefined => {
  const words = isOffset(line, run) ? run.slice(1) : run;
  const places: Place[] = [];
  let bytes = '';
  for (const {text, from, to} of words) {
    // Letters of the column at the end may look like bytes as well.
    if (bytes !== '' && line.length - from === bytes.length && line.startsWith('  ', from - 2)) break;
    const own = read(text) ?? '';
    bytes += own;
    // The bytes of one word are hidden together.
    for (let count = 0; count < own.length; count += 1) places.push([from, to]);
  }
  const last = places.at(-1);
  if (last === undefined) return undefined;
  const letters = lettersOf(line, last[1], bytes.length);
  return {bytes, places, ...(letters !== undefined && {letters})};
};

/** What a row begins with is where it stands in the file. */
const isOffset = (line: string, [first, second]: readonly Word[]): boolean =>
  first !== undefined &&
  second !== undefined &&
  first.text.length >= 6 &&
  (line[first.to] === ':' || first.text.length !== second.text.length);

/** `|letters|`, `>letters<`, or letters at the end of the line, one for each byte. */
const lettersOf = (line: string, end: number, count: number): number | undefined => {
  const isFramed = /[|<]$/.test(line);
  const from = line.length - count - (isFramed ? 1 : 0);
  const before = line.slice(end, from);
  return from > end && (isFramed ? /^ +[|>]$/ : /^ {2,}$/).test(before) ? from : undefined;
};

/** Undefined where the line has none. */
type RowIn = (line: string, words: readonly Word[]) => Row | undefined;

const CELL = 4;

/** `od -c`: a letter, or what stands for it, in four columns. */
const inLetters: RowIn = line => {
  const cells: {byte: string; place: Place}[] = [];
  for (let to = line.length; to >= CELL; to -= CELL) {
    const byte = letterIn(line.slice(to - CELL, to));
    if (byte === undefined) break;
    cells.push({byte, place: [to - CELL, to]});
  }
  cells.reverse();
  if (cells.length === 0) return undefined;
  return {bytes: cells.map(({byte}) => byte).join(''), places: cells.map(({place}) => place)};
};

const letterIn = (cell: string): string | undefined => {
  if (/^ {3}[ -~]$/.test(cell)) return cell.slice(-1);
  if (/^ [0-3][0-7]{2}$/.test(cell)) return String.fromCharCode(Number.parseInt(cell, 8));
  const [, sign] = /^ {2}\\([0abfnrtv])$/.exec(cell) ?? [];
  return sign === '0' ? '\0' : sign === undefined ? undefined : SIGNS[sign];
};

/** Each of the ways in which programs show bytes one by one. */
export const NOTATIONS: readonly RowIn[] = [
  inWords(ofHex),
  inWords(ofHexReversed),
  inWords(ofNumber(/^[0-3][0-7]{2}$/, 8)),
  inWords(ofNumber(/^\d{1,3}$/, 10)),
  inLetters,
];
