import type {Column} from '../../archive/column.ts';
import type {Masking, NotedColumn} from '../masking.ts';
import {type MaskedColumn, maskedValue, type Words} from '../../project/masks.ts';
import {failureIn} from './failing.ts';

/** Tables in which it is noted what columns held begin so. */
const NOTES = 'countable_before_';

export const maskingInMysql = (query: (database: string) => readonly string[]): Masking => ({
  columns: COLUMNS,
  keys: KEYS,
  // It ends at the first thing that it refuses; types tell enough.
  trial: null,
  // Its dumps load whatever leads nowhere.
  dangling: null,

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

  statements: query,

  failedAt: failureIn,
});

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

/** What masks are made of: texts, and bytes that take texts as they are. */
const TEXTS = [
  ...['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext'],
  ...['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob'],
];
const isOf = (types: readonly string[]): string => `c.data_type IN (${types.map(literal).join(', ')})`;

/** Names in the database that is asked, of what a dump has rows of. */
const COLUMNS = `SELECT JSON_OBJECT('table', c.table_name, 'name', c.column_name, 'type', c.column_type,
    'length', IF(${isOf(TEXTS)} AND c.data_type NOT LIKE 'long%', c.character_maximum_length, NULL),
    'takes', IF(${isOf(TEXTS)}, 'texts', IF(c.data_type = 'uuid', 'uuid', 'none')),
    'isMade', c.extra LIKE '%GENERATED%' AND c.extra NOT LIKE '%DEFAULT_GENERATED%' OR c.extra LIKE '%VIRTUAL%' OR c.extra LIKE '%PERSISTENT%',
    'isRequired', c.is_nullable = 'NO',
    'isUnique', 1 = EXISTS (SELECT 1 FROM information_schema.statistics s WHERE s.table_schema = c.table_schema AND s.table_name = c.table_name
      AND s.non_unique = 0 GROUP BY s.index_name HAVING COUNT(*) = 1 AND MAX(s.column_name) = c.column_name))
  FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
  WHERE c.table_schema = DATABASE() AND t.table_type NOT IN ('VIEW', 'SYSTEM VIEW', 'SEQUENCE')
    AND c.table_name NOT LIKE '${NOTES.replaceAll('_', String.raw`\_`)}%'
  ORDER BY c.table_name, c.ordinal_position;`;

const KEYS = `SELECT JSON_OBJECT('name', constraint_name, 'from', JSON_OBJECT('table', table_name, 'name', column_name),
    'to', JSON_OBJECT('table', referenced_table_name, 'name', referenced_column_name))
  FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND referenced_table_schema = DATABASE()
  ORDER BY table_name, constraint_name, ordinal_position;`;
