import type {ColumnKey, ColumnName} from '../../archive/column.ts';
import type {TriedColumn} from '../masking.ts';
import {literal, quoted} from './renaming.ts';

/**
 * Of tables that a dump has rows of: not what an extension brings, and of partitions and other children only what is their own, for
 * they are masked with their parents. Large objects are a table as well, where there are some. Older versions have no generated
 * columns, and no columns that an index only carries along.
 */
export const columnsBut = (
  notes: string,
): string => `SELECT json_build_object('schema', n.nspname, 'table', c.relname, 'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'length', CASE WHEN a.atttypid IN ('varchar'::regtype, 'bpchar'::regtype) AND a.atttypmod > 4 THEN a.atttypmod - 4 END,
    'isMade', coalesce(to_jsonb(a) ->> 'attgenerated', '') <> '',
    'isRequired', a.attnotnull,
    'isUnique', EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL AND i.indkey[0] = a.attnum
      AND coalesce((to_jsonb(i) ->> 'indnkeyatts')::int, i.indnatts) = 1),
    'checks', (SELECT coalesce(json_agg(json_build_object('name', k.conname, 'expression', pg_get_expr(k.conbin, k.conrelid)) ORDER BY k.conname), '[]')
      FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]))
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND a.attinhcount = 0
    AND n.nspname !~ '^(pg_|information_schema$|${notes}$)'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY n.nspname, c.relname, a.attnum;
SELECT json_build_object('schema', 'pg_catalog', 'table', 'pg_largeobject', 'name', 'data', 'type', 'bytea', 'length', NULL)
  WHERE EXISTS (SELECT FROM pg_largeobject_metadata);`;

/** Those that held when they were dumped; of partitions only their parents'. */
export const KEYS = `SELECT json_build_object('name', k.conname,
    'from', json_build_object('schema', n.nspname, 'table', c.relname, 'name', a.attname),
    'to', json_build_object('schema', tn.nspname, 'table', t.relname, 'name', ta.attname))
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
    CROSS JOIN generate_subscripts(k.conkey, 1) AS place
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[place]
    JOIN pg_attribute ta ON ta.attrelid = t.oid AND ta.attnum = k.confkey[place]
  WHERE k.contype = 'f' AND k.convalidated AND coalesce(to_jsonb(k) ->> 'conparentid', '0') = '0'
  ORDER BY n.nspname, c.relname, k.conname, place;`;

/** The server casts what each would become, and asks its checks; what it refuses keeps nobody from the next. */
export const trialOf = (columns: readonly TriedColumn[], valueOf: (column: TriedColumn) => string): string =>
  [
    'CREATE TEMPORARY TABLE countable_untaken (note int, failed text);',
    ...columns.map(column => tried(column, valueOf)),
    `SELECT json_build_object('note', note, 'check', failed) FROM countable_untaken;`,
  ].join('\n');

const tried = (column: TriedColumn, valueOf: (column: TriedColumn) => string): string => {
  const name = quoted(column.name);
  const value = column.mask === 'empty' ? `NULL::${column.type}` : valueOf(column);
  const made = `(SELECT ${value} AS ${name} FROM (SELECT 'a value'::text AS ${name}) AS sample) AS trial`;
  const noted = (failed: string) => `INSERT INTO countable_untaken VALUES (${column.note}, ${failed});`;
  return [
    'DO $countable_trial$ BEGIN',
    `  PERFORM trial FROM ${made};`,
    ...(column.checks ?? []).map(
      check =>
        `  IF (SELECT NOT (${check.expression}) FROM ${made}) THEN ${noted(literal(check.name))} END IF;`,
    ),
    `EXCEPTION WHEN OTHERS THEN ${noted('NULL')}`,
    'END $countable_trial$;',
  ].join('\n');
};

/** By the place of the first of its columns. */
export const danglingOf = (keys: readonly ColumnKey[]): string => {
  const numbered = keys.map((key, note) => ({...key, note}));
  const byKey = Map.groupBy(numbered, ({name, from}) => `${placeOf(from)} ${name}`);
  return [...byKey.values()]
    .map(([first, ...others]) => (first === undefined ? '' : danglingBy(first.note, [first, ...others])))
    .join('\n');
};

const danglingBy = (note: number, pairs: readonly [ColumnKey, ...ColumnKey[]]): string => {
  const [{from, to}] = pairs;
  const known = pairs.map(pair => `f.${quoted(pair.from.name)} IS NOT NULL`);
  const same = pairs.map(pair => `t.${quoted(pair.to.name)} = f.${quoted(pair.from.name)}`);
  return `SELECT json_build_object('note', ${note}) WHERE EXISTS (SELECT FROM ${placeOf(from)} f WHERE ${known.join(' AND ')} AND NOT EXISTS (SELECT FROM ${placeOf(to)} t WHERE ${same.join(' AND ')}));`;
};

const placeOf = ({schema = '', table}: ColumnName): string => `${quoted(schema)}.${quoted(table)}`;
