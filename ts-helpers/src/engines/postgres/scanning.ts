import {isUtf8} from 'node:buffer';
import {type Open, openAfter} from './quotes.ts';

const LINE_END = 10;
const BACKSLASH = 92;
const DOT = 46;
const DASH = 45;
const COPY_WORD = Buffer.from('COPY ');
const FROM = ' FROM stdin;';

/** Who is told what a dump consists of: every byte of it once, in its order. */
export interface DumpListener {
  /**
   * A line of SQL or for psql, with its end, and with the lines after it that it has in quotes. `text`, a byte each, only where it
   * begins with COPY, a backslash or a dash.
   */
  line(line: Buffer, text: string): void;
  /** From here on rows come. */
  tableBegins(name: string): void;
  /** Whole rows, or a part of one, which counts with its end. */
  rows(chunk: Buffer, count: number): void;
  /** The line that ends the rows. */
  tableEnds(line: Buffer): void;
}

export interface DumpScanner {
  hear(piece: Buffer): void;
  /** What has come of a line without an end is told as one. */
  end(): {isWithin: boolean};
}

interface Hearing {
  listener: DumpListener;
  isInRows: boolean;
  /** What of a line has come that cannot be judged yet. */
  held: Buffer[];
  /** Lines before it that end in a quote, which is still open. */
  begun: Buffer[];
  open: Open;
  /** The line of a row that is being heard has begun, and so is not the end of the rows. */
  isInRow: boolean;
}

/** Tells apart what `pg_dump` prints as plain text: lines of SQL, and between them the rows of tables, each a line. */
export const scanDump = (listener: DumpListener): DumpScanner => {
  const hearing: Hearing = {listener, isInRows: false, held: [], begun: [], open: '', isInRow: false};
  return {
    hear(piece) {
      // Within rows two bytes at most.
      const isHeldRow = hearing.isInRows && hearing.held.length > 0;
      const chunk = isHeldRow ? Buffer.concat([...hearing.held, piece]) : piece;
      if (isHeldRow) hearing.held = [];
      let at = 0;
      while (at < chunk.length)
        at = hearing.isInRows ? hearRows(hearing, chunk, at) : hearSql(hearing, chunk, at);
    },
    end() {
      const {held, isInRows, open} = hearing;
      const rest = Buffer.concat([...hearing.begun, ...held]);
      hearing.held = [];
      hearing.begun = [];
      if (rest.length > 0 && isInRows) listener.rows(rest, 0);
      else if (rest.length > 0) hearLine(hearing, rest);
      return {isWithin: isInRows || open !== ''};
    },
  };
};

/** Resolves to where the next line begins. */
const hearSql = (hearing: Hearing, chunk: Buffer, from: number): number => {
  const end = chunk.indexOf(LINE_END, from);
  if (end === -1) {
    hearing.held.push(chunk.subarray(from));
    return chunk.length;
  }
  const piece = chunk.subarray(from, end + 1);
  const line = hearing.held.length === 0 ? piece : Buffer.concat([...hearing.held, piece]);
  hearing.held = [];
  const isForPsql = hearing.open === '' && line[0] === BACKSLASH;
  if (!isForPsql) hearing.open = openAfter(line.toString('latin1'), hearing.open);
  if (hearing.open !== '') hearing.begun.push(line);
  else if (hearing.begun.length === 0) hearLine(hearing, line);
  else {
    const whole = Buffer.concat([...hearing.begun, line]);
    hearing.begun = [];
    hearLine(hearing, whole);
  }
  return end + 1;
};

const hearLine = (hearing: Hearing, line: Buffer): void => {
  const isCopy = line.subarray(0, COPY_WORD.length).equals(COPY_WORD);
  // No other line is of interest: most of them are rows of large objects.
  const text =
    isCopy || line[0] === BACKSLASH || line[0] === DASH ? line.toString('latin1').replace(/\r?\n$/, '') : '';
  hearing.listener.line(line, text);
  if (!isCopy || !text.endsWith(FROM)) return;
  hearing.listener.tableBegins(
    tableIn(written(line).trimEnd().slice(COPY_WORD.length, -FROM.length).trimEnd()),
  );
  hearing.isInRows = true;
};

/** Databases may be in other encodings, or in none: then a byte is a letter, so that no two names are one. */
const written = (line: Buffer): string => line.toString(isUtf8(line) ? 'utf8' : 'latin1');

/** `public."odd (name)" (id, name)` is of `public."odd (name)"`. */
const tableIn = (text: string): string => {
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    if (!isQuoted && text.startsWith(' (', at)) return text.slice(0, at);
  }
  return text;
};

/** Resolves to where SQL begins again, or to the end. */
const hearRows = (hearing: Hearing, chunk: Buffer, from: number): number => {
  const {listener} = hearing;
  let at = from;
  let rows = 0;
  const tell = (to: number): void => {
    if (to > from) listener.rows(chunk.subarray(from, to), rows);
  };
  while (at < chunk.length) {
    // Nothing but the end of the rows is a line of a backslash and a dot.
    if (!hearing.isInRow && chunk[at] === BACKSLASH) {
      if (chunk.length - at < 3) {
        tell(at);
        hearing.held = [chunk.subarray(at)];
        return chunk.length;
      }
      if (chunk[at + 1] === DOT && chunk[at + 2] === LINE_END) {
        tell(at);
        hearing.isInRows = false;
        listener.tableEnds(chunk.subarray(at, at + 3));
        return at + 3;
      }
    }
    const end = chunk.indexOf(LINE_END, at);
    hearing.isInRow = end === -1;
    if (end === -1) break;
    rows += 1;
    at = end + 1;
  }
  tell(chunk.length);
  return chunk.length;
};
