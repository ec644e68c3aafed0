import {deploying, type Reproducing, testing} from './reproduction.ts';

const HEALTHY = {interval: '2s', retries: 60};
const redis = (more: object = {}) => ({image: 'redis:7', ...more});

/** What servers do not take, and those that are asked for where they are not. */
export const SERVERS: readonly Reproducing[] = [
  {
    rule: 'sql-syntax',
    what: 'SQL that PostgreSQL does not understand',
    make: testing(
      'postgres:15',
      `echo 'creat table a (b int);' > /tmp/1.sql; psql -q -v ON_ERROR_STOP=1 -h db -U postgres -f /tmp/1.sql`,
      {
        environment: {PGPASSWORD: 'x'},
        depends_on: {db: {condition: 'service_healthy'}},
        db: {
          image: 'postgres:15',
          environment: {POSTGRES_PASSWORD: 'x'},
          healthcheck: {test: ['CMD', 'pg_isready', '-h', 'localhost', '-U', 'postgres'], ...HEALTHY},
        },
      },
    ),
  },
  {
    rule: 'sql-syntax',
    what: 'SQL that MariaDB does not understand as it sets itself up',
    make: deploying(
      {
        db: {
          image: 'mariadb:10.11',
          environment: {MARIADB_ROOT_PASSWORD: 'x', MARIADB_DATABASE: 'shop'},
          volumes: ['./sql:/docker-entrypoint-initdb.d:ro'],
          healthcheck: {test: ['CMD', 'healthcheck.sh', '--connect', '--innodb_initialized'], ...HEALTHY},
          restart: 'no',
        },
      },
      {'sql/001.sql': 'create table a (b int);\ncreate table c (title varchar(80) unqiue not null);\n'},
    ),
  },
  {
    rule: 'sql-syntax',
    what: 'SQL that SQLite does not understand',
    make: testing(
      'python:3.11-slim',
      `python -c "import sqlite3; sqlite3.connect(':memory:').execute('selct 1')"`,
    ),
  },
  {
    rule: 'haproxy-config',
    what: 'a keyword that HAProxy does not know',
    make: deploying(
      {
        lb: {
          image: 'haproxy:2.6',
          volumes: ['./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro'],
          restart: 'no',
        },
      },
      {'haproxy.cfg': 'defaults\n  mode http\n  timout queue 5s\n'},
    ),
  },
  {
    rule: 'haproxy-config',
    what: 'a backend that HAProxy does not have',
    make: deploying(
      {
        lb: {
          image: 'haproxy:2.6',
          volumes: ['./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro'],
          restart: 'no',
        },
      },
      {'haproxy.cfg': 'defaults\n  mode http\nfrontend a\n  bind :80\n  use_backend b\n'},
    ),
  },
  {
    rule: 'server-config',
    what: 'a setting that Redis does not know',
    make: deploying(
      {
        cache: redis({
          command: 'redis-server /redis.conf',
          volumes: ['./redis.conf:/redis.conf:ro'],
          restart: 'no',
        }),
      },
      {'redis.conf': 'maxmemry 10mb\n'},
    ),
  },
  {
    rule: 'server-config',
    what: 'a setting that PostgreSQL does not know',
    make: deploying(
      {
        db: {
          image: 'postgres:15',
          environment: {POSTGRES_PASSWORD: 'x'},
          command: 'postgres -c config_file=/etc/own.conf',
          volumes: ['./own.conf:/etc/own.conf:ro'],
          healthcheck: {test: ['CMD', 'pg_isready', '-h', 'localhost', '-U', 'postgres'], ...HEALTHY},
          restart: 'no',
        },
      },
      {'own.conf': "listen_addresses = '*'\nshard_buffers = 1\n"},
    ),
  },
  {
    rule: 'redis-snapshot',
    what: 'Redis that cannot save',
    make: testing(
      'redis:7',
      'sleep 4; redis-cli -e -h db set a 1 && sleep 4; redis-cli -e -h db set a 2; redis-cli -e -h db set a 3',
      {
        db: redis({
          command: 'sh -c "mkdir /d && cd /d && redis-server --protected-mode no --save 1 1 --dir /proc/1"',
        }),
      },
    ),
  },
  {
    rule: 'own-localhost',
    what: 'PostgreSQL that is asked for at localhost',
    make: testing('postgres:15', 'psql -h localhost -U postgres -c "select 1"', {
      depends_on: ['db'],
      db: {image: 'postgres:15', environment: {POSTGRES_PASSWORD: 'x'}},
    }),
  },
  {
    rule: 'own-localhost',
    what: 'PostgreSQL that a variable puts at localhost',
    make: testing('postgres:15', 'psql -U postgres -c "select 1"', {
      depends_on: ['db'],
      environment: {PGHOST: 'localhost'},
      db: {image: 'postgres:15', environment: {POSTGRES_PASSWORD: 'x'}},
    }),
  },
  {
    rule: 'own-localhost',
    what: 'Redis that Node asks for at localhost',
    make: testing('node:20-slim', `node -e "require('net').connect(6379, '127.0.0.1')"`, {
      depends_on: ['db'],
      db: redis(),
    }),
  },
  {
    rule: 'own-localhost',
    what: 'MariaDB that is asked for at localhost',
    make: testing('mariadb:10.11', 'mariadb -h 127.0.0.1 -u root -e "select 1"', {
      depends_on: ['db'],
      db: {image: 'mariadb:10.11', environment: {MARIADB_ROOT_PASSWORD: 'x'}},
    }),
  },
  {
    rule: 'health-check-silent',
    what: 'a health check that says nothing',
    make: deploying(
      {
        web: {
          image: 'busybox:1.35',
          init: true,
          command: 'sleep 600',
          healthcheck: {test: 'test -f /ready', interval: '1s', retries: 2},
        },
      },
      {'countable.yml': 'health: {minutes: 1}\n'},
    ),
  },
];
