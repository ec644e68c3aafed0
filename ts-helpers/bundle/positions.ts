/**
 * Where each line of our sources went in the bundle, so that a stack can name the sources. Of esbuild's source maps
 * that is an eighth: no columns, nothing of the packages. What is left is still a source map, as Node reads it.
 */
export const positionsOf = (maps: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(maps).map(([file, text]) => [file, linesAlone(JSON.parse(text) as SourceMap)]),
    ),
  );

interface SourceMap {
  version: number;
  sources: string[];
  mappings: string;
}

/** Where a piece of the bundle begins, and the line it is of; of a package no line is known. */
interface Piece {
  column: number;
  source?: string | undefined;
  line: number;
}

const linesAlone = ({sources, mappings}: SourceMap): SourceMap & {names: string[]} => {
  const own: string[] = [];
  const numberOf = (source: string): number => {
    const known = own.indexOf(source);
    return known < 0 ? own.push(source) - 1 : known;
  };
  let last = {source: 0, line: 0};
  const line = (pieces: readonly Piece[]): string => {
    let lastColumn = 0;
    const words = pieces.map(({column, source, line}) => {
      const moved = column - lastColumn;
      lastColumn = column;
      if (source === undefined) return written([moved]);
      const next = {source: numberOf(source), line};
      const word = written([moved, next.source - last.source, next.line - last.line, 0]);
      last = next;
      return word;
    });
    return words.join(',');
  };
  const lines = piecesOf(mappings, sources.map(ownName)).map(pieces => line(pieces.filter(isNewLine)));
  return {version: 3, sources: own, names: [], mappings: lines.join(';')};
};

/** From the root of the repository. */
const ownName = (source: string): string | undefined =>
  source.includes('node_modules/') ? undefined : source.replace(/^(?:\.\.\/)+/, '');

const isNewLine = ({source, line}: Piece, index: number, all: readonly Piece[]): boolean => {
  const before = all[index - 1];
  return before?.source !== source || (source !== undefined && before?.line !== line);
};

const piecesOf = (mappings: string, sources: readonly (string | undefined)[]): Piece[][] => {
  let source = 0;
  let line = 0;
  return mappings.split(';').map(words => {
    let column = 0;
    return words.split(',').flatMap(word => {
      const [moved, otherSource, lines] = read(word);
      if (moved === undefined) return [];
      column += moved;
      source += otherSource ?? 0;
      line += lines ?? 0;
      return {column, source: otherSource === undefined ? undefined : sources[source], line};
    });
  });
};

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Numbers as source maps have them: base 64, five bits a digit, the lowest first; the sign is the lowest of all. */
const written = (numbers: readonly number[]): string =>
  numbers
    .map(number => {
      let text = '';
      let rest = number < 0 ? -number * 2 + 1 : number * 2;
      for (; rest >= 32; rest = Math.floor(rest / 32)) text += DIGITS.charAt(32 + (rest % 32));
      return text + DIGITS.charAt(rest);
    })
    .join('');

const read = (word: string): number[] => {
  const numbers: number[] = [];
  let number = 0;
  let place = 1;
  for (const digit of word) {
    const value = DIGITS.indexOf(digit);
    number += (value % 32) * place;
    place *= 32;
    if (value >= 32) continue;
    numbers.push(number % 2 === 1 ? -(number - 1) / 2 : number / 2);
    number = 0;
    place = 1;
  }
  return numbers;
};
