import {type Reproducing, testing} from './reproduction.ts';
import type {Reproduction} from '../causes.ts';
import {DEPLOY} from '../causes.ts';

const HEALTHY = {interval: '2s', retries: 60};
const postgres = (more: object = {}) => ({
  image: 'postgres:15',
  environment: {POSTGRES_PASSWORD: 'x'},
  healthcheck: {test: ['CMD', 'pg_isready', '-h', 'localhost', '-U', 'postgres'], ...HEALTHY},
  ...more,
});
const mariadb = (more: object = {}) => ({
  image: 'mariadb:10.11',
  environment: {MARIADB_ROOT_PASSWORD: 'x', MARIADB_DATABASE: 'shop'},
  healthcheck: {test: ['CMD', 'healthcheck.sh', '--connect', '--innodb_initialized'], ...HEALTHY},
  ...more,
});

/** Statements in the tests, against a database that is ready. */
const sql = (statements: string, more: object = {}) =>
  testing('postgres:15', `psql -q -v ON_ERROR_STOP=1 -h db -U postgres ${statements}`, {
    environment: {PGPASSWORD: 'x'},
    depends_on: {db: {condition: 'service_healthy'}},
    db: postgres(),
    ...more,
  });
const mysql = (command: string, more: object = {}) =>
  testing('mariadb:10.11', command, {
    depends_on: {db: {condition: 'service_healthy'}},
    db: mariadb(),
    ...more,
  });
const alone =
  (db: object): (() => Reproduction) =>
  () => ({
    files: {'docker-compose.yml': JSON.stringify({services: {db}}), 'dc.stage.yml': 'services: {}\n'},
    words: DEPLOY,
  });

/** What databases refuse. */
export const DATABASES: readonly Reproducing[] = [
  {
    rule: 'database-password',
    what: 'a password that PostgreSQL refuses',
    make: sql('-c "select 1"', {environment: {PGPASSWORD: 'other'}}),
  },
  {
    rule: 'database-password',
    what: 'a password that MariaDB refuses',
    make: mysql('mariadb -h db -u root -pother shop -e "select 1"'),
  },
  {
    rule: 'redis-password',
    what: 'a password that Redis is not given',
    make: testing('redis:7', 'redis-cli -e -h db ping', {
      depends_on: {db: {condition: 'service_healthy'}},
      db: {
        image: 'redis:7',
        command: 'redis-server --requirepass x',
        healthcheck: {test: ['CMD', 'redis-cli', '-a', 'x', 'ping'], ...HEALTHY},
      },
    }),
  },
  {
    rule: 'database-missing',
    what: 'a database that PostgreSQL does not have',
    make: sql('-d shop -c "select 1"'),
  },
  {
    rule: 'database-missing',
    what: 'a database that MariaDB does not have',
    make: mysql('mariadb -h db -u root -px store -e "select 1"'),
  },
  {
    rule: 'table-missing',
    what: 'a table that PostgreSQL does not have',
    make: sql('-c "select * from visits"'),
  },
  {
    rule: 'table-missing',
    what: 'a column that PostgreSQL does not have',
    make: sql('-c "select visits from pg_class"'),
  },
  {
    rule: 'table-missing',
    what: 'a table that MariaDB does not have',
    make: mysql('mariadb -h db -u root -px shop -e "select * from visits"'),
  },
  {
    rule: 'table-missing',
    what: 'a table that SQLite does not have',
    make: testing(
      'python:3.11-slim',
      `python -c "import sqlite3; sqlite3.connect(':memory:').execute('select * from visits')"`,
    ),
  },
  {
    rule: 'table-exists',
    what: 'a table that MariaDB has already',
    make: mysql(
      'mariadb -h db -u root -px shop -e "create table visits (id int); create table visits (id int)"',
    ),
  },
  {
    rule: 'not-unique',
    what: 'a unique index over rows that are equal',
    make: sql(
      `-c "create table people (email text)" -c "insert into people values ('ada'), ('ada')" -c "create unique index people_email on people (email)"`,
    ),
  },
  {
    rule: 'not-unique',
    what: 'a row that is there already',
    make: sql(`-c "create table people (email text unique)" -c "insert into people values ('ada'), ('ada')"`),
  },
  {
    rule: 'not-unique',
    what: 'a row that MariaDB has already',
    make: mysql(
      `mariadb -h db -u root -px shop -e "create table people (email varchar(9) unique); insert into people values ('ada'), ('ada')"`,
    ),
  },
  {
    rule: 'rows-without-value',
    what: 'a column that must have a value over rows that have none',
    make: sql(
      `-c "create table people (email text)" -c "insert into people values (null)" -c "alter table people alter email set not null"`,
    ),
  },
  {
    rule: 'database-unset',
    what: 'PostgreSQL without a password',
    make: alone({image: 'postgres:15', restart: 'no'}),
  },
  {
    rule: 'database-unset',
    what: 'MariaDB without a password',
    make: alone({image: 'mariadb:10.11', restart: 'no'}),
  },
  {
    rule: 'database-version',
    what: 'a volume of another version of PostgreSQL',
    make: testing('postgres:15', 'initdb > /dev/null && echo 14 > $$PGDATA/PG_VERSION && exec postgres', {
      user: 'postgres',
      environment: {PGDATA: '/tmp/data'},
    }),
  },
  {
    rule: 'too-many-connections',
    what: 'a database that takes no more connections',
    make: sql(
      `-c "select pg_sleep(8)" & for i in 1 2 3 4; do psql -h db -U postgres -c "select pg_sleep(8)" & done; sleep 3; psql -h db -U postgres -c "select 1"`,
      {
        db: postgres({
          command: 'postgres -c max_connections=4 -c superuser_reserved_connections=0',
          healthcheck: {test: ['CMD', 'pg_isready', '-h', 'localhost', '-U', 'postgres'], ...HEALTHY},
        }),
      },
    ),
  },
  {
    rule: 'shared-memory-full',
    what: 'shared memory that PostgreSQL uses up',
    make: alone({
      image: 'postgres:15',
      restart: 'no',
      environment: {POSTGRES_PASSWORD: 'x'},
      shm_size: '64k',
    }),
  },
];
