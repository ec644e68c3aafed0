import type {Column} from '../../archive/column.ts';
import type {MaskedColumn, Masking, NotedColumn} from '../masking.ts';
import {maskedValue, type Words} from '../masks.ts';

/** Tables in which it is noted what columns held begin so. */
const NOTES = 'countable_before_';

export const maskingInMysql = (query: (database: string) => readonly string[]): Masking => ({
  columns: COLUMNS,

  remember: columns =>
    columns
      .map(
        column =>
          `CREATE TABLE ${noteOf(column)} (value BINARY(32) PRIMARY KEY) SELECT DISTINCT ${hashOf(column)} AS value FROM ${quoted(column.table)} WHERE ${isHeld(column)};`,
      )
      .join('\n'),

  mask: (columns, secret) => ['SET SESSION foreign_key_checks = 0;', updateOf(columns, secret)].join('\n'),

  left: columns =>
    columns
      .map(
        column =>
          `SELECT JSON_OBJECT('note', ${column.note}, 'left', COALESCE(SUM(${hashOf(column)} IN (SELECT value FROM ${noteOf(column)})), 0), 'values', COUNT(DISTINCT ${textOf(column)}), 'former', (SELECT COUNT(*) FROM ${noteOf(column)})) FROM ${quoted(column.table)} WHERE ${isHeld(column)};`,
      )
      .join('\n'),

  watchers: columns =>
    `SELECT JSON_OBJECT('table', event_object_table, 'name', trigger_name) FROM information_schema.triggers
  WHERE trigger_schema = DATABASE() AND event_manipulation = 'UPDATE' AND event_object_table IN (${columns.map(({table}) => literal(table)).join(', ')});`,
  cut: '',

  forget: `SELECT GROUP_CONCAT(CONCAT('\`', table_name, '\`')) INTO @countable FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE '${NOTES.replaceAll('_', String.raw`\_`)}%';
SET @countable = IF(@countable IS NULL, 'DO 0', CONCAT('DROP TABLE ', @countable));
PREPARE countable FROM @countable;
EXECUTE countable;`,

  // It knows no transaction for all: what it had done before it failed goes with the throw-away.
  script: query,

  failedAt(printed) {
    const {line, says} = FAILED.exec(printed)?.groups ?? {};
    return line === undefined || says === undefined ? undefined : {line: Number(line), says};
  },
});

const FAILED = /^ERROR \d+ \([0-9A-Z]+\) at line (?<line>\d+): (?<says>[^\n]+)/m;

const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
const noteOf = ({note}: NotedColumn): string => quoted(`${NOTES}${note}`);
const textOf = ({name}: Column): string => `CAST(${quoted(name)} AS BINARY)`;
/** Bytes, which have no collation. */
const hashOf = (column: Column): string => `UNHEX(SHA2(${textOf(column)}, 256))`;
const isHeld = (column: Column): string => `LENGTH(${textOf(column)}) > 0`;

const updateOf = (columns: readonly MaskedColumn[], secret: string): string => {
  const sets = columns.map(column => {
    const name = quoted(column.name);
    if (column.mask === 'empty') return `${name} = NULL`;
    return `${name} = IF(${isHeld(column)}, ${maskedValue(column, wordsOf(column, secret))}, ${name})`;
  });
  return `UPDATE ${quoted(columns[0]?.table ?? '')} SET ${sets.join(', ')};`;
};

const wordsOf = (column: Column, secret: string): Words => ({
  hash: `LEFT(SHA2(CONCAT(${literal(secret)}, ${textOf(column)}), 256), 32)`,
  first: (text, length) => `LEFT(${text}, ${length})`,
  joined: texts => `CONCAT(${texts.join(', ')})`,
  digits: text =>
    [...'abcdef'].reduce((all, letter, index) => `REPLACE(${all}, '${letter}', '${index}')`, text),
  literal,
});

const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** Names in the database that is asked; what a dump has rows of, but for columns that are made of others. */
const COLUMNS = `SELECT JSON_OBJECT('table', c.table_name, 'name', c.column_name, 'type', c.column_type,
    'length', IF(c.data_type IN ('char', 'varchar', 'tinytext', 'text', 'mediumtext'), c.character_maximum_length, NULL))
  FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
  WHERE c.table_schema = DATABASE() AND t.table_type NOT IN ('VIEW', 'SYSTEM VIEW', 'SEQUENCE')
    AND c.extra NOT LIKE '%GENERATED%' AND c.extra NOT LIKE '%VIRTUAL%' AND c.extra NOT LIKE '%PERSISTENT%'
    AND c.table_name NOT LIKE '${NOTES.replaceAll('_', String.raw`\_`)}%'
  ORDER BY c.table_name, c.ordinal_position;`;
