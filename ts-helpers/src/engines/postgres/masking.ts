import type {Column} from '../../archive/column.ts';
import type {MaskedColumn, Masking, NotedColumn} from '../masking.ts';
import {maskedValue, type Words} from '../masks.ts';
import {quoted} from './renaming.ts';

/** In which it is noted what columns held. */
const NOTES = 'countable_before';

export const maskingInPostgres = (query: (database: string) => readonly string[]): Masking => ({
  columns: COLUMNS,

  remember: columns =>
    [
      `CREATE SCHEMA ${NOTES};`,
      ...columns.map(
        column =>
          `CREATE TABLE ${noteOf(column)} AS SELECT DISTINCT md5(${textOf(column)}) AS value FROM ${placeOf(column)} WHERE ${textOf(column)} <> '';`,
      ),
    ].join('\n'),

  mask: (columns, secret) =>
    [
      // Triggers would note elsewhere what there was; keys are masked on both their sides.
      'SET session_replication_role = replica;',
      ...columns.filter(isLargeObject).map(() => 'SELECT lo_unlink(oid) FROM pg_largeobject_metadata;'),
      ...updateOf(
        columns.filter(column => !isLargeObject(column)),
        secret,
      ),
    ].join('\n'),

  left: columns =>
    columns
      .map(
        column =>
          `SELECT json_build_object('note', ${column.note}, 'left', count(*) FILTER (WHERE md5(${textOf(column)}) IN (SELECT value FROM ${noteOf(column)})), 'values', count(DISTINCT ${textOf(column)}), 'former', (SELECT count(*) FROM ${noteOf(column)})) FROM ${placeOf(column)} WHERE ${textOf(column)} <> '';`,
      )
      .join('\n'),

  watchers: () => WATCHERS,
  cut: CUT,

  forget: `SET client_min_messages = warning; DROP SCHEMA IF EXISTS ${NOTES} CASCADE;`,

  // Of a file it tells the line in which it fails.
  script: database => [...query(database), '--single-transaction', '--file=-'],

  failedAt(printed) {
    const {line, says} = FAILED.exec(printed)?.groups ?? {};
    return line === undefined || says === undefined ? undefined : {line: Number(line), says};
  },
});

/** Those that replicas fire as well. Of rows of partitions too, whichever table is masked. */
const WATCHERS = `SELECT jsonb_build_object('table', c.oid::regclass::text, 'name', t.tgname) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  WHERE NOT t.tgisinternal AND t.tgenabled IN ('A', 'R') AND t.tgtype & 16 > 0
UNION ALL SELECT jsonb_build_object('table', c.oid::regclass::text, 'name', r.rulename) FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
  WHERE c.relkind IN ('r', 'p') AND r.ev_enabled IN ('A', 'R') AND r.ev_type = '2';`;

/** Passwords of other servers, and replication with them; a publication also refuses to have tables without a key changed. */
const CUT = `SET client_min_messages = warning;
DO $cut$ DECLARE one record; BEGIN
  FOR one IN SELECT srvname, CASE usename WHEN 'public' THEN 'PUBLIC' ELSE quote_ident(usename) END AS whose FROM pg_user_mappings LOOP
    EXECUTE format('DROP USER MAPPING FOR %s SERVER %I', one.whose, one.srvname);
  END LOOP;
  IF to_regclass('pg_catalog.pg_publication') IS NOT NULL THEN
    FOR one IN SELECT subname FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) LOOP
      EXECUTE format('ALTER SUBSCRIPTION %I DISABLE', one.subname);
      EXECUTE format('ALTER SUBSCRIPTION %I SET (slot_name = NONE)', one.subname);
      EXECUTE format('DROP SUBSCRIPTION %I', one.subname);
    END LOOP;
    FOR one IN SELECT pubname FROM pg_publication LOOP
      EXECUTE format('DROP PUBLICATION %I', one.pubname);
    END LOOP;
  END IF;
END $cut$;`;

const FAILED = /^psql:<stdin>:(?<line>\d+): (?:ERROR|FATAL): +(?<says>[^\n]+)/m;

const isLargeObject = ({schema, table}: Column): boolean =>
  schema === 'pg_catalog' && table === 'pg_largeobject';

const noteOf = ({note}: NotedColumn): string => `${NOTES}."${note}"`;
const placeOf = ({schema = '', table}: Column): string => `${quoted(schema)}.${quoted(table)}`;
const textOf = ({name}: Column): string => `${quoted(name)}::text`;

const updateOf = (columns: readonly MaskedColumn[], secret: string): string[] => {
  const [first] = columns;
  if (first === undefined) return [];
  const sets = columns.map(column => {
    const name = quoted(column.name);
    if (column.mask === 'empty') return `${name} = NULL`;
    const value = maskedValue(column, wordsOf(column, secret));
    return `${name} = CASE WHEN ${textOf(column)} <> '' THEN (${value})::${column.type} ELSE ${name} END`;
  });
  return [`UPDATE ${placeOf(first)} SET ${sets.join(', ')};`];
};

const wordsOf = (column: Column, secret: string): Words => ({
  hash: `md5(${literal(secret)} || ${textOf(column)})`,
  first: (text, length) => `left(${text}, ${length})`,
  joined: texts => texts.join(' || '),
  digits: text => `translate(${text}, 'abcdef', '012345')`,
  literal,
});

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Of tables that a dump has rows of: not what an extension brings, and of partitions and other children only what is their own, for
 * they are masked with their parents. Large objects are a table as well, where there are some. Older versions have no generated columns.
 */
const COLUMNS = `SELECT json_build_object('schema', n.nspname, 'table', c.relname, 'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'length', CASE WHEN a.atttypid IN ('varchar'::regtype, 'bpchar'::regtype) AND a.atttypmod > 4 THEN a.atttypmod - 4 END)
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND a.attinhcount = 0
    AND coalesce(to_jsonb(a) ->> 'attgenerated', '') = ''
    AND n.nspname !~ '^(pg_|information_schema$|${NOTES}$)'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY n.nspname, c.relname, a.attnum;
SELECT json_build_object('schema', 'pg_catalog', 'table', 'pg_largeobject', 'name', 'data', 'type', 'bytea', 'length', NULL)
  WHERE EXISTS (SELECT FROM pg_largeobject_metadata);`;
