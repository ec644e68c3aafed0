import type {DumpReader} from '../reader.ts';
import {countTables, type Tables} from '../tables.ts';
import {createInsertReader, type InsertReader} from './insert.ts';

const LINE_END = 10;
const INSERT = Buffer.from('INSERT INTO `');
/** Written for each table, also for one without a row. */
const LOCK = /^LOCK TABLES `((?:[^`]|``)*)` WRITE/;
/** Between these a routine's own statements stand, which may be of any kind. */
const DELIMITER = /^DELIMITER (\S+)/;
/** Lines that tell when and with what it was made: https://dev.mysql.com/doc/refman/8.4/en/mysqldump.html */
const OF_THE_RUN = /^-- (?:MariaDB dump|MySQL dump|Host:|Server version|Dump completed)/;
const END = '-- Dump completed';
/** All that is looked for stands within so many bytes of a line. */
const MOST_JUDGED = 1024;

interface Hearing {
  counting: Tables;
  /** What of a line has come that cannot be judged yet. */
  held: Buffer;
  /** The line that comes is of no interest, and is too long to wait for. */
  isPassing: boolean;
  isInRoutine: boolean;
  /** Whose rows come. */
  insert: InsertReader | undefined;
  /** The last line so far says that this is the end. */
  isAtEnd: boolean;
}

/** Hears what `mariadb-dump` and `mysqldump` print: lines of SQL, and statements with the rows of tables. */
export const createMysqlReader = (): DumpReader => {
  const hearing: Hearing = {
    counting: countTables(),
    held: Buffer.alloc(0),
    isPassing: false,
    isInRoutine: false,
    insert: undefined,
    isAtEnd: false,
  };
  let bytes = 0;
  return {
    hear(chunk) {
      bytes += chunk.length;
      let at = 0;
      while (at < chunk.length)
        at = hearing.insert === undefined ? hearSql(hearing, chunk, at) : hearRows(hearing, chunk, at);
    },
    end() {
      if (hearing.held.length > 0) judge(hearing, hearing.held);
      return {
        isComplete: hearing.insert === undefined && !hearing.isInRoutine && hearing.isAtEnd,
        bytes,
        ...hearing.counting.read(),
      };
    },
  };
};

/** Resolves to where it goes on: at the next line, or within rows. */
const hearSql = (hearing: Hearing, chunk: Buffer, from: number): number => {
  const {held, counting} = hearing;
  const end = chunk.indexOf(LINE_END, from);
  const to = end === -1 ? chunk.length : end + 1;
  const piece = chunk.subarray(from, to);
  if (hearing.isPassing) {
    counting.addRest(piece);
    hearing.isPassing = end === -1;
    return to;
  }
  const line = held.length === 0 ? piece : Buffer.concat([held, piece]);
  if (!hearing.isInRoutine && line.subarray(0, INSERT.length).equals(INSERT)) {
    hearing.insert = createInsertReader();
    hearing.held = Buffer.alloc(0);
    hearing.isAtEnd = false;
    return from + INSERT.length - held.length;
  }
  const isJudged = end !== -1 || line.length >= MOST_JUDGED;
  hearing.held = isJudged ? Buffer.alloc(0) : line;
  if (isJudged) judge(hearing, line);
  hearing.isPassing = isJudged && end === -1;
  return to;
};

const judge = (hearing: Hearing, line: Buffer): void => {
  const text = line.subarray(0, MOST_JUDGED).toString('utf8');
  if (!OF_THE_RUN.test(text)) hearing.counting.addRest(line);
  if (text.trim() !== '') hearing.isAtEnd = text.startsWith(END);
  const [, mark] = DELIMITER.exec(text) ?? [];
  if (mark !== undefined) hearing.isInRoutine = mark !== ';';
  const [, table] = hearing.isInRoutine ? [] : (LOCK.exec(text) ?? []);
  if (table !== undefined) hearing.counting.begin(table.replaceAll('``', '`'));
};

/** Resolves to where SQL begins again, or to the end. */
const hearRows = (hearing: Hearing, chunk: Buffer, from: number): number => {
  const {insert, counting} = hearing;
  if (insert === undefined) return from;
  const {to, isOver, rows, pieces} = insert.hear(chunk, from);
  if (pieces.length > 0) counting.add(insert.table(), Buffer.concat(pieces), rows);
  if (isOver) hearing.insert = undefined;
  return to;
};
