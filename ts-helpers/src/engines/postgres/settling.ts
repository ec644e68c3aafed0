import {Readable} from 'node:stream';
import {scanDump} from './scanning.ts';

const ENTRY = /^-- Name: .*; Type: (?<type>[^;]+); /;
const PROPERTIES = 'DATABASE PROPERTIES';
/** https://github.com/postgres/postgres/blob/REL_17_STABLE/src/bin/pg_dump/pg_dump.c, dumpDatabase */
const OF_THE_DATABASE = ['DATABASE', 'COMMENT', 'SECURITY LABEL', PROPERTIES];
const NAMED = /^ALTER DATABASE (?<name>"(?:[^"]|"")+"|[^\s";]+) (?<what>OWNER|SET) /;

/**
 * A dump that was made with `--create`, at whose end the database has its settings once more, and no other: extensions change
 * them as they are made, as PostGIS does with its search path.
 */
export const settlingDump = (source: Readable): Readable => {
  const {hear, end} = hearSettings();
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for await (const piece of source) {
      hear(piece as Buffer);
      yield piece as Buffer;
    }
    yield end();
  };
  return Readable.from(chunks(), {objectMode: false});
};

const hearSettings = (): {hear(piece: Buffer): void; end(): Buffer} => {
  const settings: string[] = [];
  let name = '';
  // They stand before all that is in it.
  let isPast = false;
  const scanner = scanDump({
    line(line) {
      if (isPast) return;
      const text = line.toString('latin1');
      const type = ENTRY.exec(text)?.groups?.['type'];
      if (type !== undefined) isPast = !OF_THE_DATABASE.includes(type);
      const found = NAMED.exec(text)?.groups;
      if (found?.['what'] === 'OWNER') name = found['name'] ?? '';
      if (found?.['what'] === 'SET' && found['name'] === name) settings.push(text);
    },
    tableBegins: () => undefined,
    rows: () => undefined,
    tableEnds: () => undefined,
  });
  return {
    hear(piece) {
      if (!isPast) scanner.hear(piece);
    },
    end() {
      if (name === '') return Buffer.alloc(0);
      const entry = `--\n-- Name: ${name}; Type: ${PROPERTIES}; Schema: -; Owner: -\n--\n\n`;
      return Buffer.from(`${entry}ALTER DATABASE ${name} RESET ALL;\n${settings.join('')}`, 'latin1');
    },
  };
};
