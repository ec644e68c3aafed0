import type {Engine, ServerLook} from './engine.ts';
import {ask} from './inside.ts';
import {createPostgresReader} from './postgres/reader.ts';

const PSQL = [
  'psql',
  '--no-psqlrc',
  '--quiet',
  '--tuples-only',
  '--no-align',
  '--set',
  'ON_ERROR_STOP=1',
  '--no-password',
];

/** PostgreSQL, and what is made of it: PostGIS, TimescaleDB, pgvector. */
export const postgres: Engine = {
  kind: 'postgres',

  async look(inside) {
    const text = await ask(inside, [...PSQL, '--dbname', 'template1', '--command', LOOK]);
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
    'pg_dumpall',
    '--no-password',
    '--globals-only',
    '--no-tablespaces',
    '--database=template1',
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

  // While its image prepares it, it listens at no port.
  isReady: ['pg_isready', '--quiet', '--host=127.0.0.1'],

  // An image makes some on its own, and a dump makes its database itself.
  makeRoom: databases =>
    databases.map(name => [
      ...PSQL,
      '--dbname',
      'template1',
      '--command',
      `DROP DATABASE IF EXISTS ${quoted(name)}`,
    ]),

  // The one that the server was set up as is there.
  restoreRoles: [...PSQL.filter(word => !word.includes('ON_ERROR_STOP')), '--dbname', 'template1'],

  restore: () => [...PSQL, '--dbname', 'template1'],

  query: database => withDatabase(database, PSQL),

  complaints: text =>
    text
      .split('\n')
      .filter(
        line => /^(?:psql:.*)?(?:ERROR|FATAL|PANIC)/.test(line) && !/role ".*" already exists/.test(line),
      ),
};

type Looked = Omit<ServerLook, 'databases' | 'closed'> & {databases: {name: string; bytes: number | null}[]};

/** Not of users: their servers cannot be without. */
const OF_THE_PROVIDER = ['rdsadmin', 'azure_maintenance', 'azure_sys', 'cloudsqladmin'];

const LOCK_WAIT_MS = 10 * 60_000;

/** A name with `=` in it would be taken for the parameters of a connection. */
const withDatabase = (name: string, words: readonly string[]): string[] => [
  'env',
  `PGDATABASE=${name}`,
  ...words,
];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const LOOK = `select json_build_object(
  'version', current_setting('server_version'),
  'owner', (select rolname from pg_roles where oid = 10),
  'isSuperuser', (select rolsuper from pg_roles where rolname = current_user),
  'roles', (select coalesce(json_agg(rolname order by rolname), '[]') from pg_roles where rolname !~ '^pg_'),
  'databases', (select coalesce(json_agg(json_build_object(
    'name', datname,
    'bytes', case when has_database_privilege(oid, 'CONNECT') then pg_database_size(oid) end) order by datname), '[]')
    from pg_database where datallowconn and not datistemplate))`;
