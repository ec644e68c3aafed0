import type {Column} from '../../archive/column.ts';
import type {Masking, NotedColumn} from '../masking.ts';
import {type MaskedColumn, maskedValue, type Words} from '../../project/masks.ts';
import {columnsBut, danglingOf, KEYS, trialOf} from './columns.ts';
import {failureIn, TELLING} from './failing.ts';
import {literal, quoted} from './renaming.ts';

/** In which it is noted what columns held. */
const NOTES = 'countable_before';

export const maskingInPostgres = (query: (database: string) => readonly string[]): Masking => ({
  columns: columnsBut(NOTES),
  keys: KEYS,
  // Large objects are removed, whatever their mask is.
  trial: columns =>
    trialOf(
      columns.filter(column => !isLargeObject(column)),
      column => setTo(column, 'a trial'),
    ),
  dangling: danglingOf,

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
  script: database => [...query(database), ...TELLING, '--single-transaction', '--file=-'],

  statements: database => [...query(database), ...TELLING],

  failedAt: failureIn,
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
    return `${name} = CASE WHEN ${textOf(column)} <> '' THEN ${setTo(column, secret)} ELSE ${name} END`;
  });
  return [`UPDATE ${placeOf(first)} SET ${sets.join(', ')};`];
};

const setTo = (column: MaskedColumn, secret: string): string =>
  `(${maskedValue(column, wordsOf(column, secret))})::${column.type}`;

const wordsOf = (column: Column, secret: string): Words => ({
  hash: `md5(${literal(secret)} || ${textOf(column)})`,
  first: (text, length) => `left(${text}, ${length})`,
  joined: texts => texts.join(' || '),
  digits: text => `translate(${text}, 'abcdef', '012345')`,
  literal,
});
