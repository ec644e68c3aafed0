import type {DumpReader} from '../reader.ts';
import {countTables, type Tables} from '../tables.ts';

const LINE_END = 10;
const BACKSLASH = 92;
const DOT = 46;
const COPY_WORD = Buffer.from('COPY ');
const FROM = ' FROM stdin;';
const TABLE_DATA = /^-- (?:Data for )?Name: .*; Type: TABLE DATA; /;
/** Lines that tell when and with what it was made, or how psql is to read it: https://www.postgresql.org/docs/current/app-pgdump.html */
const OF_THE_RUN = /^(?:\\(?:un)?restrict |-- (?:Dumped|Started|Completed) )/;
const END = '-- PostgreSQL database dump complete';
/** So far from its end the last line is that says so. */
const TAIL = 512;

interface Hearing {
  counting: Tables;
  /** Of the table whose rows come. */
  table: string | undefined;
  /** What stands before rows has come: else a COPY is a line of a function, or of a comment. */
  areRowsNext: boolean;
  /** What of a line has come that cannot be judged yet. */
  held: Buffer[];
  /** The line of a row that is being heard has begun, and so is not the end of the rows. */
  isInRow: boolean;
}

/** Hears what `pg_dump` prints as plain text: lines of SQL, and between them the rows of tables, each a line. */
export const createPostgresReader = (): DumpReader => {
  const hearing: Hearing = {
    counting: countTables(),
    table: undefined,
    areRowsNext: false,
    held: [],
    isInRow: false,
  };
  let bytes = 0;
  let tail: Buffer = Buffer.alloc(0);
  return {
    hear(piece) {
      bytes += piece.length;
      tail = piece.length >= TAIL ? piece.subarray(-TAIL) : Buffer.concat([tail, piece]).subarray(-TAIL);
      // Within rows two bytes at most.
      const isHeldRow = hearing.table !== undefined && hearing.held.length > 0;
      const chunk = isHeldRow ? Buffer.concat([...hearing.held, piece]) : piece;
      if (isHeldRow) hearing.held = [];
      let at = 0;
      while (at < chunk.length)
        at = hearing.table === undefined ? hearSql(hearing, chunk, at) : hearRows(hearing, chunk, at);
    },
    end: () => ({
      isComplete: hearing.table === undefined && tail.toString('latin1').includes(END),
      bytes,
      ...hearing.counting.read(),
    }),
  };
};

/** Resolves to where the next line begins. */
const hearSql = (hearing: Hearing, chunk: Buffer, from: number): number => {
  const end = chunk.indexOf(LINE_END, from);
  if (end === -1) {
    hearing.held.push(chunk.subarray(from));
    return chunk.length;
  }
  const line = chunk.subarray(from, end + 1);
  hearLine(hearing, hearing.held.length === 0 ? line : Buffer.concat([...hearing.held, line]));
  hearing.held = [];
  return end + 1;
};

const hearLine = (hearing: Hearing, line: Buffer): void => {
  const isCopy = line.subarray(0, COPY_WORD.length).equals(COPY_WORD);
  // No other line is of interest: most of them are rows of large objects.
  const text = isCopy || line[0] === BACKSLASH || line[0] === 45 ? line.toString('utf8').trimEnd() : '';
  if (!OF_THE_RUN.test(text)) hearing.counting.addRest(line);
  const isBegun = isCopy && hearing.areRowsNext && text.endsWith(FROM);
  if (TABLE_DATA.test(text)) hearing.areRowsNext = true;
  else if (line[0] !== LINE_END && !text.startsWith('--')) hearing.areRowsNext = false;
  if (!isBegun) return;
  const name = tableIn(text.slice(COPY_WORD.length, -FROM.length));
  hearing.counting.begin(name);
  hearing.table = name;
};

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
  const {counting, table = ''} = hearing;
  let at = from;
  let rows = 0;
  const keep = (to: number): void => {
    if (to > from) counting.add(table, chunk.subarray(from, to), rows);
  };
  while (at < chunk.length) {
    // Nothing but the end of the rows is a line of a backslash and a dot.
    if (!hearing.isInRow && chunk[at] === BACKSLASH) {
      if (chunk.length - at < 3) {
        keep(at);
        hearing.held = [chunk.subarray(at)];
        return chunk.length;
      }
      if (chunk[at + 1] === DOT && chunk[at + 2] === LINE_END) {
        keep(at);
        hearing.table = undefined;
        return at + 3;
      }
    }
    const end = chunk.indexOf(LINE_END, at);
    hearing.isInRow = end === -1;
    if (end === -1) break;
    rows += 1;
    at = end + 1;
  }
  keep(chunk.length);
  return chunk.length;
};
