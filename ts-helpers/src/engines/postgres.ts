import type {Engine, ServerLook} from './engine.ts';
import {ask} from './inside.ts';
import {PSQL} from './psql.ts';
import {besideInPostgres} from './postgres/beside.ts';
import {maskingInPostgres} from './postgres/masking.ts';
import {createPostgresReader} from './postgres/reader.ts';
import {quoted} from './postgres/renaming.ts';
import {settlingDump} from './postgres/settling.ts';
import {writing} from './postgres/writing.ts';

/** All of them take effect without a restart: https://www.postgresql.org/docs/current/non-durability.html */
const HURRY = [
  'fsync = off',
  'synchronous_commit = off',
  'full_page_writes = off',
  "max_wal_size = '8GB'",
  "checkpoint_timeout = '1h'",
  "maintenance_work_mem = '256MB'",
];

/** A name with `=` in it would be taken for the parameters of a connection. */
const withDatabase = (name: string, words: readonly string[]): string[] => [
  'env',
  `PGDATABASE=${name}`,
  ...words,
];

/** PostgreSQL, and what is made of it: PostGIS, TimescaleDB, pgvector. */
export const postgres: Engine = {
  kind: 'postgres',

  async look(inside) {
    const text = await ask(inside, [...PSQL, '--command', LOOK]);
    const {databases, ...rest} = JSON.parse(text) as Looked;
    return {
      ...rest,
      databases: databases.flatMap(({name, bytes}) => (bytes === null ? [] : [{name, bytes}])),
      closed: databases.flatMap(({name, bytes}) =>
        bytes === null && !OF_THE_PROVIDER.includes(name) ? [name] : [],
      ),
    };
  },

  // Who is no superuser may not read passwords, and people on hosted servers never are.
  dumpRoles: ({isSuperuser = true}) => [
    ...['sh', '-c', 'exec pg_dumpall --database="$PGDATABASE" "$@"', 'sh'],
    '--no-password',
    '--globals-only',
    '--no-tablespaces',
    ...(isSuperuser ? [] : ['--no-role-passwords']),
  ],

  dump: database =>
    withDatabase(database, [
      'pg_dump',
      '--no-password',
      '--create',
      '--no-tablespaces',
      '--format=plain',
      `--lock-wait-timeout=${LOCK_WAIT_MS}`,
    ]),

  reader: createPostgresReader,

  emptyServer: (owner, password) => ({POSTGRES_USER: owner, POSTGRES_PASSWORD: password}),

  listening: {usual: 5432, at: port => ({options: {program: 'postgres', words: ['-p', `${port}`]}})},

  // While its image prepares it, it listens at no port.
  isReady: ['pg_isready', '--quiet', '--host=127.0.0.1'],

  hurry: [
    [
      ...PSQL,
      ...HURRY.flatMap(setting => ['--command', `ALTER SYSTEM SET ${setting}`]),
      '--command',
      'SELECT pg_reload_conf()',
    ],
  ],

  // What is built on what is there, as indexes are, needs no log then; a log that is archived would need all.
  hurryFromStart: {
    program: 'postgres',
    words: [
      'wal_level=minimal',
      'max_wal_senders=0',
      'archive_mode=off',
      'fsync=off',
      // A dump holds a lock of each table, and whoever has 10,000 of them allows for that where they are.
      'max_locks_per_transaction=2048',
    ].flatMap(setting => ['-c', setting]),
  },

  // An image makes some on its own, and a dump makes its database itself.
  makeRoom: databases =>
    databases.map(name => [...PSQL, '--command', `DROP DATABASE IF EXISTS ${quoted(name)}`]),

  // The one that the server was set up as is there.
  restoreRoles: PSQL.filter(word => !word.includes('ON_ERROR_STOP')),

  restore: () => writing(PSQL),

  settled: settlingDump,

  query: database => withDatabase(database, writing(PSQL)),

  masking: maskingInPostgres(database => withDatabase(database, writing(PSQL))),

  // Names of those that somebody is in cannot change, and an address names one.
  beside: besideInPostgres(withDatabase('template1', PSQL)),

  whole: null,

  complaints: text =>
    text.split('\n').filter(line => /^(?:psql:.*)?(?:ERROR|FATAL|PANIC)/.test(line) && !isThereAlready(line)),
};

/** One that the new server was set up with. */
const isThereAlready = (line: string): boolean =>
  line.includes('role "') && line.endsWith('" already exists');

type Looked = Omit<ServerLook, 'databases' | 'closed'> & {databases: {name: string; bytes: number | null}[]};

/** Not of users: their servers cannot be without. */
const OF_THE_PROVIDER = ['rdsadmin', 'azure_maintenance', 'azure_sys', 'cloudsqladmin'];

const LOCK_WAIT_MS = 10 * 60_000;

const LOOK = `select json_build_object(
  'version', current_setting('server_version'),
  'port', current_setting('port')::int,
  'owner', (select rolname from pg_roles where oid = 10),
  'asker', current_user,
  'isSuperuser', (select rolsuper from pg_roles where rolname = current_user),
  'roles', (select coalesce(json_agg(rolname order by rolname), '[]') from pg_roles where rolname !~ '^pg_'),
  'databases', (select coalesce(json_agg(json_build_object(
    'name', datname,
    'bytes', case when has_database_privilege(oid, 'CONNECT') then pg_database_size(oid) end) order by datname), '[]')
    from pg_database where datallowconn and datname not in (OF_EVERY)),
  'shut', (select coalesce(json_agg(datname order by datname), '[]')
    from pg_database where not datallowconn and datname not in (OF_EVERY)))`.replaceAll(
  'OF_EVERY',
  "'template0', 'template1', 'template_postgis'",
);
