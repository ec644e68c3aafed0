import type {Renaming, Written} from '../beside.ts';
import {scanDump} from './scanning.ts';

/** Entries of a dump that are of the database itself, and name it. */
const OF_THE_DATABASE =
  /^-- Name: .*; Type: (?:DATABASE|DATABASE PROPERTIES); |^-- Name: DATABASE .*; Type: (?:ACL|COMMENT|SECURITY LABEL); /;
const ENTRY = '-- Name: ';
const CONNECT = '\\connect ';
/** Stands before that where the name is none of letters and digits, so that it is passed on as it is. */
const AS_BYTES = '\\encoding SQL_ASCII';
/** Up to the name: https://github.com/postgres/postgres/blob/REL_17_STABLE/src/bin/pg_dump/pg_dump.c, dumpDatabase */
const BEFORE_NAME =
  /^(?:CREATE DATABASE |ALTER DATABASE |COMMENT ON DATABASE |SECURITY LABEL (?:FOR \S+ )?ON DATABASE |(?:GRANT|REVOKE) [A-Z, ]+ ON DATABASE |ALTER ROLE (?:"(?:[^"]|"")*"|\S+) IN DATABASE )/;

/**
 * A dump that was made with `--create`, of a database by another name. Only the statements that are of the database itself name
 * it; rows and functions are passed on as they are.
 */
export const renamingDump = ({
  tableBegins = () => undefined,
  ...names
}: Renaming): {rename(piece: Buffer): Buffer[]; end(): Buffer[]} => {
  const {from, to} = asBytes(names);
  let out: Buffer[] = [];
  let isOfDatabase = false;
  const scanner = scanDump({
    line(line, text) {
      if (text.startsWith(ENTRY)) isOfDatabase = OF_THE_DATABASE.test(text);
      if (text.startsWith(CONNECT)) out.push(Buffer.from(connectTo(names.to)));
      else if (text === AS_BYTES) return;
      else if (!isOfDatabase) out.push(line);
      else out.push(text.startsWith(ENTRY) ? renamedEntry(line, {from, to}) : renamed(line, {from, to}));
    },
    tableBegins,
    rows(chunk) {
      out.push(chunk);
    },
    tableEnds(line) {
      out.push(line);
    },
  });
  const taken = (): Buffer[] => {
    const all = out;
    out = [];
    return all;
  };
  return {
    rename(piece) {
      scanner.hear(piece);
      return taken();
    },
    end() {
      scanner.end();
      return taken();
    },
  };
};

/** A letter for each byte: what is not in UTF-8 stays as it is. */
const asBytes = ({from, to}: Pick<Renaming, 'from' | 'to'>): Pick<Renaming, 'from' | 'to'> => {
  const bytes = (text: string): string => Buffer.from(text).toString('latin1');
  return {from: bytes(from), to: {name: bytes(to.name), text: bytes(to.text)}};
};

/** Also in the comment above a statement: there with quotes only behind another word. */
const renamedEntry = (line: Buffer, {from, to}: {from: string; to: Written}): Buffer => {
  const text = line.toString('latin1');
  const found = [
    {before: ENTRY, name: from, after: to.name},
    ...[from, quoted(from)].map(name => ({before: `${ENTRY}DATABASE `, name, after: to.text})),
  ].find(({before, name}) => text.startsWith(`${before}${name};`));
  if (found === undefined) return line;
  const {before, name, after} = found;
  return Buffer.from(`${before}${after}${text.slice(before.length + name.length)}`, 'latin1');
};

const renamed = (line: Buffer, {from, to}: {from: string; to: Written}): Buffer => {
  const text = line.toString('latin1');
  const [before] = BEFORE_NAME.exec(text) ?? [];
  if (before === undefined) return line;
  const rest = text.slice(before.length);
  const name = [from, quoted(from)].find(
    one => rest.startsWith(one) && /^[ ;\n]/.test(rest.slice(one.length)),
  );
  return name === undefined ? line : Buffer.from(`${before}${to.text}${rest.slice(name.length)}`, 'latin1');
};

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Words of psql: the name as elsewhere, or else the parameters of a connection, in which a quote is doubled by a backslash:
 * https://github.com/postgres/postgres/blob/REL_17_STABLE/src/fe_utils/string_utils.c, appendPsqlMetaConnect
 */
const connectTo = ({name, text}: Written): string => {
  if (/^[A-Za-z0-9_.]*$/.test(name)) return `${CONNECT}${text}\n`;
  const value = name.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  const parameters = `dbname='${value}'`;
  return `${AS_BYTES}\n${CONNECT}-reuse-previous=on "${parameters.replaceAll('"', '""')}"\n`;
};
