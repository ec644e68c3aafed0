import type {DumpReader} from '../reader.ts';
import {countTables} from '../tables.ts';
import {scanDump} from './scanning.ts';

/** Lines that tell when and with what it was made, or how psql is to read it: https://www.postgresql.org/docs/current/app-pgdump.html */
const OF_THE_RUN = /^(?:\\(?:un)?restrict |-- (?:Dumped|Started|Completed) )/;
const END = '-- PostgreSQL database dump complete';
/** So far from its end the last line is that says so. */
const TAIL = 512;

/** Hears what `pg_dump` prints as plain text, and counts its tables. */
export const createPostgresReader = (): DumpReader => {
  const counting = countTables();
  let table = '';
  let bytes = 0;
  let tail: Buffer = Buffer.alloc(0);
  const scanner = scanDump({
    line(line, text) {
      if (!OF_THE_RUN.test(text)) counting.addRest(line);
    },
    tableBegins(name) {
      table = name;
      counting.begin(name);
    },
    rows(chunk, count) {
      counting.add(table, chunk, count);
    },
    tableEnds: () => undefined,
  });
  return {
    hear(piece) {
      bytes += piece.length;
      tail = piece.length >= TAIL ? piece.subarray(-TAIL) : Buffer.concat([tail, piece]).subarray(-TAIL);
      scanner.hear(piece);
    },
    end() {
      const {isWithin} = scanner.end();
      const isComplete = !isWithin && tail.toString('latin1').includes(END);
      return {isComplete, bytes, ...counting.read()};
    },
  };
};
