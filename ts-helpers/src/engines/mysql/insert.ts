const LINE_END = 10;
const QUOTE = 39;
const OPENING = 40;
const CLOSING = 41;
const SEMICOLON = 59;
const V = 86;
const BACKSLASH = 92;
const TICK = 96;

/** What of a piece of a statement is rows. */
export interface Inserted {
  /** Where what follows the statement begins; else the end of the piece. */
  to: number;
  isOver: boolean;
  /** Those that ended in it. */
  rows: number;
  /** Their bytes, without what stands between them: other versions part them otherwise. */
  pieces: Buffer[];
}

/** Hears one `INSERT` from the name of its table on, cut anywhere. */
export interface InsertReader {
  hear(chunk: Buffer, from: number): Inserted;
  /** Once its rows have begun. */
  table(): string;
}

/**
 * Where in a statement it is: in the name of the table, behind a backtick that may end it, in what precedes the rows (and in a
 * quoted name of a column there), between rows, in a row, in a text of a row, behind a backslash in it, or behind the last row.
 */
type Place = 'name' | 'tick' | 'head' | 'column' | 'between' | 'row' | 'text' | 'escaped' | 'over';

export const createInsertReader = (): InsertReader => {
  const name: number[] = [];
  let place: Place = 'name';
  return {
    table: () => Buffer.from(name).toString('utf8'),
    hear(chunk, from) {
      const pieces: Buffer[] = [];
      let rows = 0;
      let begun = isWithinRow(place) ? from : -1;
      for (let at = skip(chunk, from, place); at < chunk.length; at = skip(chunk, at + 1, place)) {
        const byte = chunk[at] as number;
        const before = place;
        place = next(before, byte);
        if (before === 'name' && place === 'name') name.push(byte);
        else if (before === 'tick' && place === 'name') name.push(TICK);
        else if (before === 'between' && place === 'row') begun = at;
        else if (before === 'row' && place === 'between') {
          pieces.push(chunk.subarray(begun, at + 1));
          rows += 1;
          begun = -1;
        } else if (before === 'over' && byte === LINE_END) return {to: at + 1, isOver: true, rows, pieces};
      }
      if (begun !== -1) pieces.push(chunk.subarray(begun));
      return {to: chunk.length, isOver: false, rows, pieces};
    },
  };
};

const isWithinRow = (place: Place): boolean => place === 'row' || place === 'text' || place === 'escaped';

/** Most bytes are of no interest where they stand. */
const skip = (chunk: Buffer, from: number, place: Place): number => {
  let at = from;
  if (place === 'text') {
    while (at < chunk.length && chunk[at] !== QUOTE && chunk[at] !== BACKSLASH) at++;
  } else if (place === 'row') {
    while (at < chunk.length && chunk[at] !== QUOTE && chunk[at] !== CLOSING) at++;
  }
  return at;
};

const next = (place: Place, byte: number): Place => {
  switch (place) {
    case 'text':
      return byte === QUOTE ? 'row' : byte === BACKSLASH ? 'escaped' : 'text';
    case 'row':
      return byte === QUOTE ? 'text' : byte === CLOSING ? 'between' : 'row';
    case 'escaped':
      return 'text';
    case 'between':
      return byte === OPENING ? 'row' : byte === SEMICOLON ? 'over' : 'between';
    case 'name':
      return byte === TICK ? 'tick' : 'name';
    case 'tick':
      return byte === TICK ? 'name' : 'head';
    // But for quoted names of columns its only letters are those of VALUES.
    case 'head':
      return byte === TICK ? 'column' : byte === V ? 'between' : 'head';
    case 'column':
      return byte === TICK ? 'head' : 'column';
    case 'over':
      return 'over';
  }
};
