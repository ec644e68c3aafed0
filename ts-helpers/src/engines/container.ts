import type {EngineKind} from '../archive/manifest.ts';
import type {Pipes} from '../outside/pipe.ts';
import type {Inside} from './inside.ts';

/**
 * The tools of a server in its own container. Who it was set up as, and the password, are taken from the container's own
 * environment in there, and come to no argument and to no other process.
 */
export const insideOf = (container: string, kind: EngineKind, {pipe}: Pipes): Inside => ({
  pipe: words =>
    pipe('docker', ['exec', '--interactive', container, 'sh', '-c', PRELUDES[kind], 'sh', ...words]),
});

/** The value of a variable, or what is in the file that it names, as official images have it. */
const OF =
  'of() { eval "file=\\${$1_FILE:-}"; if [ -n "$file" ]; then cat "$file"; else eval "printf %s \\"\\${$1:-}\\""; fi; }';
const FIRST =
  'first() { for name; do value=$(of "$name"); [ -z "$value" ] || { printf %s "$value"; return; }; done; }';

/**
 * Variables of its tools tell an application where it is, where both share a file of them. One of ours is told where its server is;
 * else that stands beside its data: https://www.postgresql.org/docs/current/storage-file-layout.html
 */
const POSTGRES_LISTENS = [
  'unset PGHOST PGHOSTADDR PGSERVICE PGSSLMODE PGSSLROOTCERT PGOPTIONS PGCLIENTENCODING PGTZ PGDATESTYLE',
  'pid="${PGDATA:-${POSTGRESQL_DATA_DIR:-/var/lib/postgresql/data}}/postmaster.pid"',
  'if [ -n "${COUNTABLE_HOST:-}" ]; then',
  '  export PGHOST="$COUNTABLE_HOST"',
  '  [ -z "${COUNTABLE_PORT:-}" ] || export PGPORT="$COUNTABLE_PORT"',
  '  [ -z "${COUNTABLE_SSLMODE:-}" ] || export PGSSLMODE="$COUNTABLE_SSLMODE"',
  'elif [ -r "$pid" ]; then',
  '  PGPORT=$(sed -n 4p "$pid"); PGHOST=$(sed -n 5p "$pid"); [ -n "$PGHOST" ] || PGHOST=$(sed -n 6p "$pid")',
  '  case $PGHOST in "*"|0.0.0.0|::) PGHOST=localhost;; esac',
  '  export PGPORT PGHOST',
  'fi',
];

/** mongod tells nobody its port who has not found it: its command line does. */
const MONGO_LISTENS = [
  `COUNTABLE_PORT=$(tr '\\0' '\\n' </proc/1/cmdline | sed -n -e 's/^--port=//p' -e '/^--port$/{n;p;}' | sed -n '$p')`,
  'export COUNTABLE_PORT="${COUNTABLE_PORT:-27017}"',
];

const PRELUDES: Readonly<Record<EngineKind, string>> = {
  postgres: [
    OF,
    FIRST,
    'PGUSER=$(first POSTGRES_USER POSTGRESQL_USERNAME); export PGUSER="${PGUSER:-postgres}"',
    'if [ "$PGUSER" = postgres ]; then PGPASSWORD=$(first POSTGRESQL_POSTGRES_PASSWORD POSTGRES_PASSWORD POSTGRESQL_PASSWORD); else PGPASSWORD=$(first POSTGRES_PASSWORD POSTGRESQL_PASSWORD); fi',
    'export PGDATABASE="${COUNTABLE_DATABASE:-template1}"',
    ...POSTGRES_LISTENS,
    'if [ -n "$PGPASSWORD" ]; then export PGPASSWORD; else unset PGPASSWORD; fi',
    'exec "$@"',
  ].join('\n'),
  mysql: [
    OF,
    FIRST,
    'MYSQL_PWD=$(first MARIADB_ROOT_PASSWORD MYSQL_ROOT_PASSWORD)',
    'COUNTABLE_USER=$(first MARIADB_ROOT_USER MYSQL_ROOT_USER)',
    // Who has a random password for root has another user.
    'if [ -z "$MYSQL_PWD" ] && [ -n "$(first MARIADB_PASSWORD MYSQL_PASSWORD)" ]; then',
    '  COUNTABLE_USER=$(first MARIADB_USER MYSQL_USER); MYSQL_PWD=$(first MARIADB_PASSWORD MYSQL_PASSWORD)',
    'fi',
    'if [ -n "$MYSQL_PWD" ]; then export MYSQL_PWD; else unset MYSQL_PWD; fi',
    'export COUNTABLE_USER="${COUNTABLE_USER:-root}"; unset MYSQL_HOST MARIADB_HOST',
    'exec "$@"',
  ].join('\n'),
  mongo: [
    OF,
    FIRST,
    'COUNTABLE_USER=$(first MONGO_INITDB_ROOT_USERNAME MONGODB_ROOT_USER)',
    'COUNTABLE_PASSWORD=$(first MONGO_INITDB_ROOT_PASSWORD MONGODB_ROOT_PASSWORD)',
    // Bitnami's is root unless it is told otherwise.
    'if [ -n "$COUNTABLE_PASSWORD" ]; then COUNTABLE_USER="${COUNTABLE_USER:-root}"; fi',
    'export COUNTABLE_USER COUNTABLE_PASSWORD',
    ...MONGO_LISTENS,
    'exec "$@"',
  ].join('\n'),
};
