#!/bin/sh
# Prints all that a PostgreSQL server holds, as its own tool and as its catalogues tell it. What a restore has put aside is left out.
set -eu
export PGUSER=shop
of_the_run='^-- (Dumped|Started|Completed) |^\\(un)?restrict '

PGDATABASE=shop pg_dumpall --globals-only | grep -a -v -E "$of_the_run"

sums=$(mktemp)
cat > "$sums" <<'SQL'
\pset tuples_only on
\pset format unaligned
SET search_path = pg_catalog;
SELECT datdba::regrole, encoding, datlocprovider, datistemplate, datallowconn, datconnlimit, datcollate, datctype, daticulocale, datcollversion,
  shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database();
SELECT acl.* FROM pg_database, aclexplode(datacl) acl WHERE datname = current_database() ORDER BY acl::text;
SELECT setrole::regrole, setconfig FROM pg_db_role_setting WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY 1;
SELECT format('SELECT %L, count(*), md5(string_agg(md5(t::text), '''' ORDER BY md5(t::text))) FROM ONLY %s t', oid::regclass, oid::regclass)
  FROM pg_class WHERE relkind IN ('r', 'm') AND relispopulated AND relnamespace <> 'pg_catalog'::regnamespace AND relnamespace <> 'information_schema'::regnamespace
    AND relnamespace::regnamespace::text !~ '^pg_toast' ORDER BY oid::regclass::text COLLATE "C" \gexec
SELECT format('SELECT %L, last_value, is_called FROM %s', oid::regclass, oid::regclass) FROM pg_class WHERE relkind = 'S' ORDER BY oid::regclass::text COLLATE "C" \gexec
SELECT oid, lomowner::regrole, lomacl, md5(lo_get(oid)), obj_description(oid, 'pg_largeobject') FROM pg_largeobject_metadata ORDER BY oid;
SELECT attrelid::regclass, attnum > 0, attname, format_type(atttypid, atttypmod), attnotnull, attgenerated, attidentity, attstorage, attstattarget, attacl
  FROM pg_attribute WHERE attrelid > 16383 AND NOT attisdropped AND attrelid::regclass::text !~ '^pg_toast' ORDER BY attrelid::regclass::text COLLATE "C", attname COLLATE "C";
SQL

PGDATABASE=shop psql -qAt -c "SELECT datname FROM pg_database WHERE datallowconn AND datname !~ '^template|_before_' ORDER BY 1" |
  while IFS= read -r name; do
    export PGDATABASE="$name"
    echo "== $name"
    pg_dump --create | grep -a -v -E "$of_the_run"
    psql -qX -v ON_ERROR_STOP=1 -f "$sums"
  done
